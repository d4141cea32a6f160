import type { Article, Clause } from '../document.ts';
import { type ArticlePlace, type ArticlePlaces, clauseAt } from './articlePlaces.ts';
import type { DocumentNames, Named } from './documentNames.ts';
import { type ReferenceMark, type ReferenceToken, referenceTokens } from './referenceMarks.ts';
import type { ShortNames } from './shortNames.ts';

/** A place that an article's words refer to. */
export interface Reference {
  /** Ids of the document and of its article. */
  readonly document: string;
  readonly article: string;
  /** Id of the 項 or 号 that is named, where the article has it. */
  readonly clause?: string;
  /**
   * Where the words stand that refer to it, UTF-16 in the referring article's text, end exclusive; 0 and 0 for what the
   * caption of an annex names (「第10条関係」).
   */
  readonly start: number;
  readonly end: number;
}

/** What is needed to look up the references of one document's articles. */
export interface Lookup {
  readonly names: DocumentNames;
  readonly shortNames: ShortNames;
  /** Places of the document itself. */
  readonly own: ArticlePlaces;
  /** Places of another document of the library, by its id. */
  readonly placesOf: (document: string) => ArticlePlaces | undefined;
}

/** What was referred to last, for 「同条」 and for 「及び第4条」. */
interface Last {
  /** Undefined in an act that the library has not. */
  readonly places: ArticlePlaces | undefined;
  readonly article: ArticlePlace | undefined;
  readonly paragraph: number | undefined;
  readonly item: readonly number[] | undefined;
  readonly end: number;
}

const annex = /^(?:別表|附表|付表|様式|第\d+号様式|別記|別紙)/u;
const joins =
  /^(?:[イ-ン]|本文|ただし書|前段|後段|各号(?:列記以外の部分)?|の表|《[^》]*》|[\s\u3000])*(?:、|，|及び|並びに|又は|若しくは|から|まで|・|～|〜|[\s\u3000])+$/u;
const nameLike = /(?:法|律|令|則|例|程|綱|領|準|針|達|約|協定)$/u;
const sameAct = /同(法|法律|令|政令|省令|府令|規則|条例|規程|要綱|要領|基準|通達)$/u;
const thisAct = /(?:この|本)(?:法律?|政令|省令|府令|条例|規則|規程|要綱|要領|基準|訓令|告示|通達)$/u;
const actNumber = /^[（(](?:それぞれ)?(?:明治|大正|昭和|平成|令和)[^（）()]{1,20}第[^（）()]{1,12}号/u;
const mention = /(?<=[\p{sc=Han}ー])(?:法律?|[政省府]?令|規[則程]|条例|要綱)(?=[のにをはがと、（(])(?<![方手同]法)/gu;
const han = /[\p{sc=Han}]/u;

/** The references of one article, in their order. What the library has not is left out. */
export function readReferences(article: Article, lookup: Lookup): Reference[] {
  const reader = new ReferenceReader(article, lookup);
  for (const token of referenceTokens(article.text)) reader.take(token);
  return annex.test(article.label) ? [...namedInCaption(article, lookup), ...reader.found] : reader.found;
}

function namedInCaption(article: Article, lookup: Lookup): Reference[] {
  const { caption: text, clauses } = article;
  const reader = new ReferenceReader({ ...article, text, clauses: [] }, lookup);
  if (clauses.length > 0) for (const token of referenceTokens(text)) reader.take(token);
  return reader.found.map((reference) => ({ ...reference, start: 0, end: 0 }));
}

class ReferenceReader {
  readonly found: Reference[] = [];
  readonly #article: Article;
  readonly #text: string;
  readonly #lookup: Lookup;
  #last: Last | undefined;
  readonly #open: { readonly at: number; readonly last: Last | undefined }[] = [];
  #closed: { readonly open: number; readonly close: number } | undefined;
  /** Acts named last, by their kind: what 同法 and 同令 mean. */
  readonly #acts = new Map<string, { readonly named: Named; readonly end: number }>();

  constructor(article: Article, lookup: Lookup) {
    this.#article = article;
    this.#text = article.text;
    this.#lookup = lookup;
  }

  take(token: ReferenceToken): void {
    if ('bracket' in token) this.#takeBracket(token.bracket, token.start);
    else this.#resolve(token);
  }

  #takeBracket(bracket: 'open' | 'close', at: number): void {
    if (bracket === 'open') {
      if (actNumber.test(this.#text.slice(at, at + 60))) this.#note(at, this.#named(at) ?? {});
      this.#open.push({ at, last: this.#last });
      return;
    }
    const open = this.#open.pop();
    if (open === undefined) return;
    this.#closed = { open: open.at, close: at };
    this.#last = open.last?.end === open.at ? { ...open.last, end: at + 1 } : open.last;
  }

  #resolve(mark: ReferenceMark): void {
    const { head } = mark;
    if (head.kind === 'label') this.#resolveLabel(mark, head.label);
    else if (head.kind === 'near-article') this.#resolveNear(mark, head.step);
    else if (head.kind === 'paragraph') this.#resolveParagraph(mark, head);
    else this.#resolveItem(mark, head);
  }

  #resolveLabel(mark: ReferenceMark, label: string): void {
    const places = this.#placesBefore(mark.start);
    this.#add(mark, places, places?.byLabel(label), mark.paragraph, mark.item);
  }

  #resolveNear(mark: ReferenceMark, step: number): void {
    const { own } = this.#lookup;
    if (step === 0) this.#add(mark, this.#last?.places, this.#last?.article, mark.paragraph, mark.item);
    else {
      for (let at = step; at !== 0; at -= Math.sign(step))
        this.#add(mark, own, own.near(this.#article.id, at), mark.paragraph, mark.item);
    }
  }

  #resolveParagraph(mark: ReferenceMark, { number, step }: { readonly number?: number; readonly step?: number }): void {
    const { own } = this.#lookup;
    if (step === 0) this.#add(mark, this.#last?.places, this.#last?.article, this.#last?.paragraph, mark.item);
    else if (step !== undefined) {
      const here = this.#paragraphAt(mark.start);
      const far = Math.max(step, 1 - here);
      for (let at = far; at !== 0 && here + at >= 1; at -= Math.sign(far))
        this.#add(mark, own, this.#here(), here + at, mark.item);
    } else if (!this.#followsHan(mark.start)) {
      const joined = this.#joined(mark.start);
      this.#add(mark, joined ? joined.places : own, joined ? joined.article : this.#here(), number, mark.item);
    }
  }

  #resolveItem(mark: ReferenceMark, { number, step }: { readonly number?: number; readonly step?: number }): void {
    const { own } = this.#lookup;
    if (step === 0) this.#add(mark, this.#last?.places, this.#last?.article, this.#last?.paragraph, this.#last?.item);
    else if (step !== undefined) this.#addItemBefore(mark, step);
    else if (!this.#followsHan(mark.start)) {
      const joined = this.#joined(mark.start);
      const item = [number ?? 0];
      if (joined) this.#add(mark, joined.places, joined.article, joined.paragraph, item);
      else this.#add(mark, own, this.#here(), this.#paragraphAt(mark.start), item);
    }
  }

  #addItemBefore(mark: ReferenceMark, step: number): void {
    const [, paragraph, item] = /^(p\d+)-i(\d+)/.exec(this.#clauseAt(mark.start)?.id ?? '') ?? [];
    if (item === undefined) return;
    const id = Number.isFinite(step) ? `${paragraph}-i${Number(item) + step}` : paragraph;
    const { document, id: article, clauses } = this.#article;
    const clause = clauses.find((one) => one.id === id)?.id;
    if (clause) this.found.push({ document, article, clause, start: mark.start, end: mark.end });
  }

  #here(): ArticlePlace | undefined {
    return this.#lookup.own.byId(this.#article.id);
  }

  /** Places of the document that is named before a place; those of the document itself where none is. */
  #placesBefore(start: number): ArticlePlaces | undefined {
    const named = this.#named(start);
    if (named !== undefined) {
      this.#note(this.#nameEnd(start), named);
      return this.#placesOf(named);
    }
    const joined = this.#joined(start);
    return joined ? joined.places : this.#lookup.own;
  }

  /** The document whose name ends before a place; `{}` for one the library has not, undefined where no name ends there. */
  #named(start: number): Named | undefined {
    const { names, shortNames } = this.#lookup;
    const end = this.#nameEnd(start);
    const before = this.#text.slice(Math.max(0, end - 8), end);
    const same = sameAct.exec(before)?.[1];
    if (same !== undefined) return this.#actBefore(kindOf(same), end);
    if (thisAct.test(before)) return undefined;
    const known = names.endingAt(this.#text, end) ?? shortNames.endingAt(this.#text, end, this.#article);
    if (known !== undefined) return known;
    const foreign = nameLike.test(before) || (end !== start && actNumber.test(this.#text.slice(end, end + 60)));
    return foreign ? {} : undefined;
  }

  /** Where a name before a place ends: before the brackets that follow it, as in 「所得税法（昭和40年…）第5条」. */
  #nameEnd(start: number): number {
    return this.#closed?.close === start - 1 ? this.#closed.open : start;
  }

  #actBefore(kind: string, end: number): Named {
    const act = this.#acts.get(kind);
    const from = Math.max(act?.end ?? 0, end - 400);
    const [later] = [...this.#text.slice(from, end).matchAll(mention)]
      .filter(([name]) => kindOf(name) === kind)
      .slice(-1);
    if (later === undefined) return act?.named ?? {};
    const at = from + later.index + later[0].length;
    const { names, shortNames } = this.#lookup;
    return names.endingAt(this.#text, at) ?? shortNames.endingAt(this.#text, at, this.#article) ?? {};
  }

  #note(end: number, named: Named): void {
    this.#acts.set(kindOf(this.#text.slice(Math.max(0, end - 2), end)), { named, end });
  }

  #placesOf({ document }: Named): ArticlePlaces | undefined {
    return document && this.#lookup.placesOf(document.id);
  }

  /** What was referred to last, where only 「及び」 and the like stand between. */
  #joined(start: number): Last | undefined {
    const { end } = this.#last ?? {};
    return end !== undefined && end < start && start - end < 60 && joins.test(this.#text.slice(end, start))
      ? this.#last
      : undefined;
  }

  #add(
    { start, end }: ReferenceMark,
    places: ArticlePlaces | undefined,
    article: ArticlePlace | undefined,
    paragraph: number | undefined,
    item: readonly number[] | undefined,
  ): void {
    this.#last = { places, article, paragraph, item, end };
    if (article === undefined) return;
    const clause = clauseAt(article, paragraph, item) ?? clauseAt(article, paragraph);
    if (article.id === this.#article.id && clause === undefined) return;
    this.found.push({ document: article.document, article: article.id, ...(clause && { clause }), start, end });
  }

  #followsHan(start: number): boolean {
    return han.test(this.#text.charAt(start - 1)) && !/[等各]/.test(this.#text.charAt(start - 1));
  }

  #clauseAt(at: number): Clause | undefined {
    return this.#article.clauses.find((clause) => clause.start <= at && at < clause.end);
  }

  #paragraphAt(at: number): number {
    return Number(/^p(\d+)/.exec(this.#clauseAt(at)?.id ?? '')?.[1] ?? 1);
  }
}

function kindOf(name: string): string {
  return name.endsWith('律') ? '法' : name.slice(-1);
}
