import type { Article, RuleDocument } from '../document.ts';
import { type DocumentNames, inName, type Named, plainTitle } from './documentNames.ts';

/** Short names that a document gives to others: 「所得税法（以下「法」という。）」. */
export interface ShortNames {
  /** The short name that ends at a place, as it is meant in an article. */
  endingAt(text: string, end: number, article: Article): Named | undefined;
}

const given =
  /[（(](?:[^（）()「」]*[。、])?(?<scope>[^（）()「」]{0,40}?)「(?<name>[^」]{1,24})」と(?:いう|称する|総称する)/gu;
const meant = /「(?<name>[^」]{1,24})」とは、(?<title>[^、。をい（(]{2,60})(?=[（(をい])/gu;
const nameLike = /(?:法|律|令|則|例|程|綱|領|準|針|達|約)$/u;

/**
 * Reads the short names of one document.
 * @param base the titles that 法, 令 and 規則 mean where the document does not say: those it was made under
 */
export function shortNames(
  articles: readonly Article[],
  names: DocumentNames,
  base: ReadonlyMap<string, Named>,
): ShortNames {
  const everywhere = new Map<string, Named>();
  const somewhere = new Map<string, Named>();
  const here = new Map<string, Map<string, Named>>();
  for (const { id, text } of articles) {
    if (!text.includes('「')) continue;
    for (const match of text.matchAll(given)) {
      const { name = '', scope = '' } = match.groups ?? {};
      if (!nameLike.test(name) || !nameLike.test(text.slice(0, match.index))) continue;
      const named = names.endingAt(text, match.index) ?? {};
      const scoped = !scope.startsWith('以下') || /この[条項号章節款目編]/.test(scope);
      const own = here.get(id) ?? new Map<string, Named>();
      here.set(id, own.set(name, named));
      const known = scoped ? somewhere : everywhere;
      if (!known.has(name)) known.set(name, named);
    }
    for (const match of text.matchAll(meant)) {
      const { name = '', title = '' } = match.groups ?? {};
      if (nameLike.test(name) && nameLike.test(title)) everywhere.set(name, { ...document(names.titled(title)) });
    }
  }
  const all = [...new Set([...everywhere.keys(), ...somewhere.keys(), ...base.keys()])].sort(
    (one, other) => other.length - one.length,
  );
  return {
    endingAt(text, end, article) {
      const name = all.find((one) => {
        const start = end - one.length;
        return text.endsWith(one, end) && !inName.test(text.charAt(start - 1)) && !text.endsWith('関する', start);
      });
      if (name === undefined) return undefined;
      return here.get(article.id)?.get(name) ?? everywhere.get(name) ?? somewhere.get(name) ?? base.get(name);
    },
  };
}

function document(found: RuleDocument | undefined): Named {
  return found === undefined ? {} : { document: found };
}

/**
 * What 法, 令 and 規則 mean in a document that does not say it: of 「X施行令」 X is 法; of 「X基本通達」 X法 and its
 * decrees. That is how Japanese acts and circulars are cited among themselves.
 */
export function baseNames({ title }: RuleDocument, names: DocumentNames): Map<string, Named> {
  const plain = plainTitle(title).replace(/抄$/, '');
  const stem =
    /^(.+?)(?:施行令|施行規則|施行細則|施行規程|施行条例|基本通達|関係通達(?:[（(].*[）)])?|取扱通達)$/u.exec(
      plain,
    )?.[1];
  const found = new Map<string, Named>();
  if (stem === undefined) return found;
  const law = [stem, `${stem}法`].map((one) => names.titled(one)).find((one) => one !== undefined);
  const lawTitle = plainTitle(law?.title ?? (/通達/.test(plain) && !/[法律]$/u.test(stem) ? `${stem}法` : stem));
  const kinds: [RegExp, string][] = [
    [/[法律]$/u, '法'],
    [/条例$/u, '条例'],
    [/規則$/u, '規則'],
    [/規程$/u, '規程'],
  ];
  for (const [ends, name] of kinds) if (ends.test(lawTitle)) found.set(name, document(law));
  if (!/[法律]$/u.test(lawTitle)) return found;
  const decree = document(names.titled(`${lawTitle}施行令`));
  const rules = document(names.titled(`${lawTitle}施行規則`));
  for (const name of ['令', '法施行令', '法令', '施行令']) found.set(name, decree);
  for (const name of ['規則', '法施行規則', '法規則', '施行規則']) found.set(name, rules);
  const ending = /(措置法|特例法|整備法)$/u.exec(lawTitle)?.[1];
  if (ending !== undefined) {
    found.set(ending, document(law));
    for (const name of [`${ending}令`, `${ending}施行令`]) found.set(name, decree);
    for (const name of [`${ending}規則`, `${ending.slice(0, -1)}規則`, `${ending}施行規則`]) found.set(name, rules);
  }
  return found;
}
