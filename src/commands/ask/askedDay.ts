import { dayInJapan } from '../../japanese/datesOfPeriods.ts';
import { askedDate } from '../../policy/askedDate.ts';
import type { RuleLibrary } from '../../policy/library.ts';
import { readFollowUp, withContext } from './followUp.ts';

/** A question with the rules of the day that it names. */
export interface AskedDay {
  readonly library: RuleLibrary;
  /** Without the words that name the day, which no clause holds. */
  readonly question: string;
  /** The same with what it refers back to. */
  readonly searched: string;
  /** 「令和6年度末（令和7年3月31日）時点」「改正前」; absent where the rules of today are asked for. */
  readonly asOf?: string;
}

/**
 * Takes the day out of a question (「令和6年度の時点では」「改正前は」) and the rules as of that day. A follow-up
 * (「会計年度任用職員の場合は？」) stays on the day of the question that it refers back to.
 */
export function onAskedDay(library: RuleLibrary, question: string, earlier: readonly string[]): AskedDay {
  const today = library.today ?? dayInJapan(new Date());
  const before = earlier.at(-1);
  const own = askedDate(question, today);
  const followUp = readFollowUp(question, before);
  const refersBack = followUp.kind === 'near' ? followUp.carried !== undefined : followUp.kind !== 'alone';
  const inherited = before !== undefined && refersBack ? askedDate(before, today) : undefined;
  const asked = own ?? inherited;
  if (asked === undefined) return { library, question, searched: withContext(question, earlier) };
  const plain = own?.question ?? question;
  const context = [...earlier.slice(0, -1), ...(before === undefined ? [] : [inherited?.question ?? before])];
  return { library: library.on(asked.on), question: plain, searched: withContext(plain, context), asOf: asked.said };
}

/** What an answer says of its day; empty where that is today. */
export function dayLine({ asOf, grounded }: { readonly asOf?: string; readonly grounded: boolean }): string {
  if (asOf === undefined) return '';
  return grounded ? `${asOf}の規程では、次のとおりです。` : `${asOf}の規程から探しました。`;
}
