/** Who may read a document, as it was stated: everyone, or the departments named; nobody where that was not understood. */
export type Readers = 'everyone' | readonly string[];

/** For operators: a limit on who may read that names nobody hides the document from everybody else. */
export const HIDDEN =
  '公開範囲の指定から、読める部署を特定できません。この文書は、運用担当者以外には表示しません。「公開範囲：総務部、人事課」や「公開範囲：全庁」のように書いてください。';

const EVERYONE =
  /^(?:全庁(?:共通)?|庁内(?:全体|公開)?|全庁公開|(?:庁内)?(?:全)?職員(?:全員)?|(?:庁内)?全員|一般公開|公開|全(?:部署|課|所属|部局)|制限なし|public|all|every(?:one|body)|\*)$/i;
const SEPARATOR = /[、,，;；/／\n\t]|及び|並びに|および|ならびに/;
const ONLY = /(?:のみ|だけ|限り|に限る|限定)$/;
const STAFF_OF = /(?<=[部課室局係所署館会班]|センター|チーム)の?(?:所属)?職員$/;
/** What names no department that a list of people could name, or takes some away again. */
const VAGUE =
  /以外|除[くき]|など|等$|その他|ほか|必要|(?:許可|承認)[をさ]|管理職|[所部課係局室]長(?:以上|級|職)?$|(?:職員|者)$|関係(?:者|部|課|職|所)|秘$|非公開|[部課係局室所班]内$/;
const NAME = /^[\p{L}\p{N}・ー\- ]{1,30}$/u;
const ORGANIZATION = /(?:部|課|室|局|係|所|署|館|会|センター|班|チーム)$/;

/** Reads 「総務部、人事課」「人事課のみ」「全庁」, or the names as a list. Empty (nobody) where any of it is unclear. */
export function parseReaders(stated: string | readonly string[]): Readers {
  const names = [stated]
    .flat()
    .flatMap((text) => text.normalize('NFKC').split(SEPARATOR))
    .map((name) => name.trim().replace(ONLY, ''))
    .filter((name) => name !== '');
  if (names.length === 0) return [];
  if (names.every((name) => EVERYONE.test(name))) return 'everyone';
  const departments = names.flatMap((name) => listed(EVERYONE.test(name) ? '' : name.replace(STAFF_OF, '')));
  return departments.every((name) => NAME.test(name) && !VAGUE.test(name)) ? departments : [];
}

/** True where every name ends as those of departments do: a line that has to be one, not a title. */
export function areDepartments(readers: Readers): boolean {
  return readers === 'everyone' || (readers.length > 0 && readers.every((name) => ORGANIZATION.test(name)));
}

/** 「総務課・人事課」 is two departments, 「子ども・子育て課」 one. */
function listed(name: string): string[] {
  const parts = name.split('・');
  return parts.every((part) => ORGANIZATION.test(part)) ? parts : [name];
}

/** Those whom every one of several statements allows. */
export function narrowest(statements: readonly Readers[]): Readers {
  return statements.reduce<Readers>((known, next) => {
    if (known === 'everyone') return next;
    return next === 'everyone' ? known : known.filter((name) => next.includes(name));
  }, 'everyone');
}
