import type { RuleDocument } from '../document.ts';

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

/** What goes on with a name where it stands before it: 「労働基準法」 is not named by 「基準法」. */
export const inName = /[\p{sc=Han}\p{sc=Katakana}ーA-Za-z0-9々]/u;
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
        const begins = at === 0 || !inName.test(before) || town.test(before) || before === '条';
        if (!begins) continue;
        if (node.document !== undefined && node.ambiguous !== true) found = node.document;
        else if (found === undefined && node.only && shortened.test(text.slice(at, end))) found = node.only;
      }
      return found && { document: found };
    },
  };
}

/** Of two versions of one rule book, whether `one` came into force after `other`. */
function isLater(one: RuleDocument, other: RuleDocument): boolean {
  return one.title === other.title && (one.effective ?? '') > (other.effective ?? '');
}

/** A title without its spaces. */
export function plainTitle(title: string): string {
  return title.replace(/[\s\u3000]/g, '');
}
