import { fromDist } from '../paths.mjs';

/** Kaname over the same articles, by words alone, everything in this process. */
export async function build(articles) {
  const { clausesOfText } = await fromDist('policy/structure/givenClauses.js');
  const { articleLabel } = await fromDist('policy/structure/articleJsonl.js');
  const { buildLibrary } = await fromDist('policy/buildLibrary.js');
  const books = new Map();
  for (const { id, law, article, caption, clauses, text } of articles) {
    const book = books.get(law) ?? { document: { id: law, title: law, source: law }, articles: [] };
    books.set(law, book);
    const label = articleLabel(String(article));
    const found = clausesOfText(text, clauses) ?? clausesOfText(text) ?? [];
    book.articles.push({ id, document: law, label, caption: caption ?? '', chapter: [], text, clauses: found });
  }
  const library = await buildLibrary([...books.values()]);
  return async (question, limit) => {
    const { hits } = await library.search(question, 10 * limit);
    return [...new Set(hits.map(({ article }) => article.id))].slice(0, limit);
  };
}
