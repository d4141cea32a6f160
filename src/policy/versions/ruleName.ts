import type { RuleDocument } from '../document.ts';
import { versionWords } from '../structure/versionWords.ts';

/** The name that all versions of a rule have in common: without the words of its version, signs and spaces. */
export function ruleName(title: string): string {
  return versionWords(title)
    .name.normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}()]/gu, '');
}

/** The kind and issuer of a number: 「令和7年3月31日消防本部訓令第4号」 → 「消防本部訓令」. */
export function numberFamily({ number }: RuleDocument): string | undefined {
  const plain = number
    ?.normalize('NFKC')
    .replace(/^.*日\s*(?=\S)/, '')
    .replace(/第[^第]*号.*$/, '')
    .replaceAll(/\s/g, '');
  return plain === undefined || plain === '' || /\d|年/.test(plain) ? undefined : plain;
}

/** Folders that hold versions: 「旧版」「令和6年度」「R6」「バックアップ」. */
const OF_VERSIONS = /^(?:旧版?|過去(?:分|版)?|改[正訂定][前後]|現行|最新版?|old|archive|backup|バックアップ|履歴)$/i;
const OF_YEARS = /^(?:令和|平成|昭和|[RHS])?[0-9元]+(?:年度?)?(?:版|分)?$/i;

/** The folder of a document within what was read, without the folders that hold versions. */
export function folderOf({ id }: RuleDocument): string {
  const folders = id.normalize('NFKC').split('/').slice(0, -1);
  return folders
    .filter((name) => !OF_VERSIONS.test(name) && !OF_YEARS.test(name) && versionWords(name).name === name)
    .join('/');
}
