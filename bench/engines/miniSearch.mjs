import MiniSearch from 'minisearch';
import { bigrams } from './bigrams.mjs';

export async function build(articles) {
  const engine = new MiniSearch({
    fields: ['law', 'caption', 'text'],
    tokenize: bigrams,
    processTerm: (term) => term,
  });
  engine.addAll(articles);
  return async (question, limit) =>
    engine
      .search(question)
      .slice(0, limit)
      .map(({ id }) => id);
}
