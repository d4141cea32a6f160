import { create, insertMultiple, search } from '@orama/orama';
import { bigrams } from './bigrams.mjs';

export async function build(articles) {
  const engine = create({
    schema: { id: 'string', law: 'string', caption: 'string', text: 'string' },
    components: {
      tokenizer: {
        language: 'japanese',
        normalizationCache: new Map(),
        tokenize: bigrams,
      },
    },
  });
  await insertMultiple(engine, articles, 1_000);
  return async (question, limit) => {
    const { hits } = await search(engine, {
      term: question,
      properties: ['law', 'caption', 'text'],
      relevance: { k: 1.2, b: 0.75, d: 1 },
      // Otherwise only what holds every pair of the question.
      threshold: 1,
      limit,
    });
    return hits.map(({ document }) => document.id);
  };
}
