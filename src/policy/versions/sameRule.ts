import type { RuleDocument } from '../document.ts';
import { folderOf, numberFamily } from './ruleName.ts';
import { type OpenDocument, sharedText } from './sameText.ts';

/** Names of rules in the strict sense: of one name an office has one. 通知, 手引 and 資料 share theirs. */
const RULE = /(?:条例|規則|規程|規定|要綱|要領|要項|内規|基準|指針|方針|ガイドライン|ポリシー|細則)$/;
/** Other documents of one name are versions where they have this much of the text in common. */
const COMMON = 0.3;

/**
 * Whether two documents of the same `ruleName` are versions of one rule. Numbers of the same kind (訓令第1号, 訓令第9号) say
 * yes, of another kind (消防本部訓令) no. Otherwise the folder or the owner has to be the same; what is not called a rule
 * (two 「業務マニュアル」), or has two owners, has to share its text as well.
 * @param open gives the articles of a document; called only where the text decides
 */
export function areVersions(one: RuleDocument, other: RuleDocument, name: string, open: OpenDocument): boolean {
  const [a, b] = [numberFamily(one), numberFamily(other)];
  if (a !== undefined && b !== undefined) return a === b;
  const owners = ownersOf(one, other);
  if (owners !== 'same' && folderOf(one) !== folderOf(other)) return false;
  return (RULE.test(name) && owners !== 'different') || sharedText(one, other, open) >= COMMON;
}

/** 「総務部人事課」 and 「人事課」 are the same. */
function ownersOf({ owner: one }: RuleDocument, { owner: other }: RuleDocument): 'same' | 'different' | 'unknown' {
  if (one === undefined || other === undefined) return 'unknown';
  return one.endsWith(other) || other.endsWith(one) ? 'same' : 'different';
}
