// The text that all engines search: the sample rules, or the articles of a JSONL file, repeated under other titles and
// with other numbers until there are enough clauses. One file for each rule book, as an office has them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromDist, root } from './paths.mjs';

/** Articles as `kaname ingest` takes them: {"id","law","article","caption","clauses","text"}. */
export async function articlesOf(file) {
  if (file !== undefined) return linesOf(file);
  const { readBooks } = await fromDist('policy/ingest/readBooks.js');
  const found = [];
  for (const name of readdirSync(join(root, 'samples/policies')).sort()) {
    const { books } = await readBooks(join(root, 'samples/policies', name), name.replace(/\.\w+$/, ''));
    for (const { document, articles } of books)
      for (const { id, label, caption, clauses } of articles)
        found.push({
          id,
          law: document.title,
          article: label,
          caption,
          clauses: clauses.map((clause) => clause.id),
          text: clauses.map((clause) => clause.text.replaceAll('\n', ' ')).join('\n'),
        });
  }
  return found;
}

export const linesOf = (file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const digits = '一二三四五六七八九';
const otherNumbers = (text, by) =>
  text
    .replace(/[0-9０-９]+/g, (number) => String(Number(number.normalize('NFKC')) + by))
    .replace(/[一二三四五六七八九]/g, (digit) => digits[(digits.indexOf(digit) + by) % digits.length]);
const countOf = (articles) => articles.reduce((sum, { text }) => sum + text.split('\n').length, 0);

/** The articles again and again, each time with other numbers in text and title, until there are so many clauses. */
export function repeated(articles, clauses) {
  const all = [...articles];
  let count = countOf(all);
  for (let round = 1; count < clauses; round++) {
    for (const article of articles) {
      if (count >= clauses) break;
      const copy = {
        ...article,
        id: `${article.id}@${round}`,
        law: `${article.law}（第${round + 1}）`,
        text: otherNumbers(article.text, round),
      };
      all.push(copy);
      count += countOf([copy]);
    }
  }
  return all;
}

/** Writes one file for each law; gives their paths. */
export function writeFiles(articles, folder) {
  mkdirSync(folder, { recursive: true });
  const byLaw = new Map();
  for (const article of articles) byLaw.set(article.law, [...(byLaw.get(article.law) ?? []), article]);
  return [...byLaw.values()].map((own, at) => {
    const path = join(folder, `${String(at).padStart(5, '0')}.jsonl`);
    writeFileSync(path, `${own.map((article) => JSON.stringify(article)).join('\n')}\n`);
    return path;
  });
}

/** Questions with the ids of the articles that answer them; those that none answers are left out. */
export function questionsOf(file, articles) {
  if (file !== undefined)
    return linesOf(file).map(({ question, gold }) => ({ question, gold: gold.map(({ id }) => id) }));
  const idOf = new Map(articles.map(({ law, article, id }) => [`${law} ${article}`, id]));
  return linesOf(join(root, 'samples/questions.jsonl'))
    .filter(({ answerable }) => answerable)
    .map(({ question, gold }) => ({ question, gold: gold.map((one) => idOf.get(`${one.document} ${one.article}`)) }));
}
