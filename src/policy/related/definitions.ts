import { lineMark } from '../../japanese/lineMarks.ts';
import { type Sentence, sentences } from '../../japanese/sentences.ts';
import type { Article, Clause } from '../document.ts';

/** Where a document says what a term means. */
export interface Definition {
  readonly term: string;
  readonly document: string;
  readonly article: string;
  readonly clause: string;
  /** The words that define it, UTF-16 in the article's text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The terms of one document. */
export interface Terms {
  /** The terms that stand in a text of an article with their definitions, in their order; each once. */
  definedIn(text: string, article: Article): readonly Definition[];
}

interface Found extends Definition {
  /** True where it holds only in its own article: 「以下この条において「X」という。」. */
  readonly here: boolean;
}

const LONGEST = 300;
/** A term in more of a document's articles than this is known to whoever reads it. */
const COMMON = 0.25;
/** In a short document a few articles are already a large part. */
const FEW = 3;

const meant = /「(?<term>[^「」]{2,24})」とは[、,]/gu;
const named =
  /(?:(?<scope>以下[^「」（）()]{0,40}?|[をに])「(?<term>[^「」]{2,24})」|「(?<bare>[^「」]{2,24})」)と(?:いう|総称する|称する)/gu;
const remark =
  /(?<term>[\p{sc=Han}\p{sc=Katakana}ー]{2,20})[（(][^（）()]{4,200}をいう。[^（）()]{0,30}以下[^（）()]{0,30}同じ。[）)]/gu;
const glossary = /用語の(?:意義|意味|定義|説明)|^(?:定義|用語)/u;
const entry =
  /^(?<term>[^\s\u3000「」。、（）()]{2,24})(?:[（(][^（）()]*[）)])?[\s\u3000]+(?=\S.*(?:いう|いい、|する|含む)。?)/u;
/** Names of acts are references, not terms. */
const nameOfAct = /(?:法|法律|令|規則|条例|規程|要綱|要領|通達)$|第[〇一二三四五六七八九十百千0-9０-９]+[条項号]/u;
/** Characters before a term in which it says where it holds. */
const SCOPE_REACH = 40;

/** Reads the terms that a document defines: 「X」とは, 「以下「X」という。」, and the entries of its glossary. */
export function readTerms(articles: readonly Article[]): Terms {
  const byTerm = new Map<string, Found[]>();
  for (const article of articles) {
    for (const found of definitionsOf(article)) {
      const known = byTerm.get(found.term);
      if (known === undefined) byTerm.set(found.term, [found]);
      else known.push(found);
    }
  }
  if (byTerm.size === 0) return { definedIn: () => [] };
  const known = [...byTerm.keys()].sort((one, other) => other.length - one.length).map(escaped);
  const any = new RegExp(
    `(?<![\\p{sc=Han}\\p{sc=Katakana}ー])(?:${known.join('|')})(?=[^\\p{sc=Han}\\p{sc=Katakana}ー]|等|以外|$)`,
    'gu',
  );
  const common = commonTerms(articles, any);
  return {
    definedIn(text, article) {
      const found = new Map<string, Definition>();
      for (const [term] of text.matchAll(any)) {
        if (found.has(term) || common.has(term)) continue;
        const definitions = byTerm.get(term) ?? [];
        const definition =
          definitions.find((one) => one.here && one.article === article.id) ?? definitions.find((one) => !one.here);
        if (definition !== undefined) found.set(term, definition);
      }
      return [...found.values()].map(({ term, document, article: id, clause, start, end }) => {
        return { term, document, article: id, clause, start, end };
      });
    },
  };
}

function commonTerms(articles: readonly Article[], any: RegExp): Set<string> {
  const counts = new Map<string, number>();
  for (const { text } of articles) {
    for (const term of new Set(text.match(any) ?? [])) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const most = Math.max(FEW, articles.length * COMMON);
  return new Set([...counts].flatMap(([term, count]) => (count > most ? [term] : [])));
}

function definitionsOf(article: Article): Found[] {
  const { text, caption } = article;
  const isGlossary = glossary.test(caption) || glossary.test(article.clauses[0]?.text ?? '');
  if (!isGlossary && !text.includes('「') && !text.includes('をいう')) return [];
  const parts = sentences(text);
  const at = (term: string, position: number, here: boolean): Found[] => {
    const clause = article.clauses.find(({ start, end }) => start <= position && position < end);
    const sentence = parts.find(({ start, end }) => start <= position && position < end);
    if (clause === undefined || sentence === undefined || nameOfAct.test(term)) return [];
    return [{ ...place(article, clause, term), ...around(sentence, position, text), here }];
  };
  return [
    ...(isGlossary ? article.clauses.flatMap((clause) => entryOf(article, clause)) : []),
    ...[...text.matchAll(meant)].flatMap(({ groups, index }) => at(groups?.term ?? '', index, false)),
    ...[...text.matchAll(named)].flatMap(({ groups, index }) => {
      const before = text
        .slice(Math.max(0, index - SCOPE_REACH), index)
        .split(/[（(。]/)
        .at(-1);
      return at(groups?.term ?? groups?.bare ?? '', index, /この[条項号]/.test(`${before}${groups?.scope ?? ''}`));
    }),
    ...[...text.matchAll(remark)].flatMap(({ 0: whole, groups, index }) =>
      at(groups?.term ?? '', index, /以下この[条項号]/.test(whole)),
    ),
  ];
}

/** 「(3)　勤務管理システム　出退勤を電子的に処理する仕組みをいう。」 */
function entryOf(article: Article, clause: Clause): Found[] {
  const mark = lineMark(clause.text)?.length ?? 0;
  const term = entry.exec(clause.text.slice(mark))?.groups?.term;
  if (term === undefined || mark === 0 || clause.text.length > LONGEST) return [];
  return [{ ...place(article, clause, term), start: clause.start + mark, end: clause.end, here: false }];
}

function place({ id, document }: Article, clause: Clause, term: string) {
  return { term, document, article: id, clause: clause.id };
}

/** The sentence that defines a term; of a long one the words before the term's name, from a comma on. */
function around({ start, end }: Sentence, position: number, text: string): { start: number; end: number } {
  const mark = lineMark(text.slice(start, end))?.length ?? 0;
  if (end - start <= LONGEST) return { start: start + mark, end };
  const from = Math.max(start + mark, position - LONGEST / 2);
  const comma = text.slice(from, position).indexOf('、');
  const close = /^.*?(?:という|をいう|総称する|称する)。?[）)]?/su.exec(text.slice(position, end))?.[0].length ?? 0;
  return {
    start: from === start + mark || comma < 0 ? from : from + comma + 1,
    end: Math.min(end, position + Math.min(close, LONGEST)),
  };
}

function escaped(term: string): string {
  return term.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
