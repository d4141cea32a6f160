import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KanameError } from '../../../errors.ts';
import type { Article, RuleBook, RuleDocument } from '../../../policy/document.ts';
import { readArticleJsonl } from '../../../policy/structure/articleJsonl.ts';

/** A question with the articles (and clauses) that officially answer it. */
export interface SetQuestion {
  readonly id: string;
  readonly question: string;
  readonly gold: readonly { readonly id: string; readonly clauses: readonly string[] }[];
}

/** One set of questions over one corpus of rules. */
export interface QuestionSet {
  readonly name: string;
  readonly about: string;
  readonly corpus: readonly string[];
  readonly questions: string;
  /** Captions are the questions here, and so are taken out of the corpus. */
  readonly withoutCaptions: boolean;
}

/** The sets of a data folder, by the names of their files. */
const sets: readonly QuestionSet[] = [
  {
    name: 'staff',
    about: '短い口語の質問（現行の法令）',
    corpus: ['staff_corpus'],
    questions: 'staff_qa',
    withoutCaptions: false,
  },
  {
    name: 'nta',
    about: '国税庁の質疑応答（長く正確な質問、公式の引用）',
    corpus: ['nta_corpus_statutes', 'nta_corpus_company', 'nta_corpus_circulars'],
    questions: 'nta_qa',
    withoutCaptions: false,
  },
  {
    name: 'muni',
    about: '条文の見出しを質問としたもの（見出しを除いた自治体関係法令）',
    corpus: ['muni_statutes_2013'],
    questions: 'muni_caption_queries',
    withoutCaptions: true,
  },
];

/** @throws KanameError `not_found` where the folder holds none of them */
export function setsIn(folder: string, split: string): QuestionSet[] {
  const file = (name: string) => join(folder, `${name}.${split}.jsonl`);
  const found = sets
    .map((set) => ({ ...set, corpus: set.corpus.map(file).filter(existsSync), questions: file(set.questions) }))
    .filter(({ corpus, questions }) => corpus.length > 0 && existsSync(questions));
  if (found.length === 0)
    throw new KanameError('not_found', '指定されたフォルダーに、評価用の質問と規程がありません。');
  return found;
}

/** The rules that the questions of a set are asked of, without captions where these are the questions. */
export async function booksOf({ corpus, withoutCaptions }: QuestionSet): Promise<RuleBook[]> {
  const books = new Map<string, { document: RuleDocument; articles: Article[] }>();
  for (const file of corpus) {
    for await (const entry of readArticleJsonl(file)) {
      if (entry.kind === 'problem') continue;
      const book = books.get(entry.document.id) ?? { document: entry.document, articles: [] };
      books.set(entry.document.id, book);
      book.articles.push(withoutCaptions ? { ...entry.article, caption: '' } : entry.article);
    }
  }
  return [...books.values()];
}

interface Line {
  readonly id: string;
  readonly question?: string;
  readonly query?: string;
  readonly gold?: readonly (string | { readonly id: string; readonly clauses?: readonly string[] })[];
  readonly kind?: string;
}

/** The questions of a set with their official articles; `gold` is empty where there is none. */
export function questionsOf({ questions }: QuestionSet): SetQuestion[] {
  return readLines(questions).map(({ id, question, query, gold = [] }) => ({
    id,
    question: question ?? query ?? '',
    gold: gold.map((one) => (typeof one === 'string' ? { id: one, clauses: [] } : { clauses: [], ...one })),
  }));
}

/** Questions that a corpus does not answer, with their kind; none where the file is missing. */
export function foreignQuestions(folder: string, split: string): { question: string; kind: string }[] {
  const file = join(folder, `staff_foreign.${split}.jsonl`);
  if (!existsSync(file)) return [];
  return readLines(file).map(({ question = '', kind = '' }) => ({ question, kind }));
}

function readLines(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}
