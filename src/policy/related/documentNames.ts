import type { Article, RuleDocument } from '../document.ts';

/** What a name in a text stands for: a document of the library, or one that is none of it. */
export type Named = { readonly document?: RuleDocument };

/** Finds the document that the words before a place name. */
export interface DocumentNames {
  /** @param end where the name ends in the text @returns undefined where no name ends there */
  endingAt(text: string, end: number): Named | undefined;
  titled(title: string): RuleDocument | undefined;
}

interface Node {
  readonly next: Map<string, Node>;
  /** The document whose whole title this is. */
  document?: RuleDocument;
  ambiguous?: boolean;
  /** The only document whose title ends like this; null where there are several. */
  only?: RuleDocument | null;
}

const han = /[\p{sc=Han}\p{sc=Katakana}ーA-Za-z0-9々]/u;
const town = /[市町村区県都府]$/u;
/** Titles without their municipality are known too, unless what is left says too little. */
const LEAST_TITLE = 5;
/** 「旅費規程」 stands for 「見本市職員旅費規程」 where no other title ends so; laws are too many for that. */
const shortened = /.(?:規程|規則|条例|要綱|要領|基準|指針|措置法)$/u;

/** Finds titles of the library backwards from where they end; of two that end there the longer one counts. */
export function documentNames(documents: readonly RuleDocument[]): DocumentNames {
  const root: Node = { next: new Map() };
  const titles = new Map<string, RuleDocument>();
  const add = (title: string, document: RuleDocument): void => {
    let node = root;
    for (let at = title.length - 1; at >= 0; at -= 1) {
      const sign = title.charAt(at);
      const next = node.next.get(sign) ?? { next: new Map() };
      node.next.set(sign, next);
      node = next;
      if (node.only === undefined) node.only = document;
      else if (node.only?.title !== document.title) node.only = null;
    }
    if (node.document === undefined || isLater(document, node.document)) node.document = document;
    else if (node.document.title !== document.title) node.ambiguous = true;
  };
  for (const document of documents) {
    const title = plainTitle(document.title);
    const known = titles.get(title);
    if (known === undefined || isLater(document, known)) titles.set(title, document);
    add(title, document);
  }
  for (const document of documents) {
    const [, rest = ''] = /^\p{sc=Han}{1,6}[市町村区県](.+)$/u.exec(plainTitle(document.title)) ?? [];
    if (rest.length >= LEAST_TITLE && !titles.has(rest)) add(rest, document);
  }
  return {
    titled: (title) => titles.get(plainTitle(title)),
    endingAt(text, end) {
      let node: Node | undefined = root;
      let found: RuleDocument | undefined;
      for (let at = end - 1; at >= 0; at -= 1) {
        node = node.next.get(text.charAt(at));
        if (node === undefined) break;
        const before = text.charAt(at - 1);
        const begins = at === 0 || !han.test(before) || town.test(before) || before === '条';
        if (!begins) continue;
        if (node.document !== undefined && node.ambiguous !== true) found = node.document;
        else if (found === undefined && node.only && shortened.test(text.slice(at, end))) found = node.only;
      }
      return found && { document: found };
    },
  };
}

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
        return text.endsWith(one, end) && !han.test(text.charAt(start - 1)) && !text.endsWith('関する', start);
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

/** Of two versions of one rule book, whether `one` came into force after `other`. */
function isLater(one: RuleDocument, other: RuleDocument): boolean {
  return one.title === other.title && (one.effective ?? '') > (other.effective ?? '');
}

function plainTitle(title: string): string {
  return title.replace(/[\s\u3000]/g, '');
}
