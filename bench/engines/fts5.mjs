import Database from 'libsql';
import { bigrams } from './bigrams.mjs';

export async function build(articles) {
  const database = new Database(':memory:');
  database.exec("CREATE VIRTUAL TABLE rules USING fts5 (id UNINDEXED, law, caption, text, tokenize = 'unicode61')");
  const insert = database.prepare('INSERT INTO rules VALUES (?, ?, ?, ?)');
  const spaced = (text) => bigrams(text).join(' ');
  database.transaction(() => {
    for (const { id, law, caption, text } of articles) insert.run(id, spaced(law), spaced(caption ?? ''), spaced(text));
  })();
  const find = database.prepare('SELECT id FROM rules WHERE rules MATCH ? ORDER BY bm25(rules, 0, 1.5, 3, 1) LIMIT ?');
  return async (question, limit) => {
    const terms = [...new Set(bigrams(question))].map((term) => `"${term}"`);
    return find.all(terms.join(' OR '), limit).map(({ id }) => id);
  };
}
