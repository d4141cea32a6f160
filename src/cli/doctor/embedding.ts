import { embeddingModel } from '../../composeMeaning.ts';
import { toKanameError } from '../../errors.ts';
import { type Check, good, wrong } from './check.ts';

const LONGEST_MS = 20_000;
const WORD = '規程';

/** The embedding model, at hand or on a server, makes the vector of one word. */
export const embedding: Check = {
  id: 'embedding',
  title: '意味による検索',
  async run({ config }) {
    const { kind } = config.embedding;
    const model = embeddingModel(config.embedding, LONGEST_MS);
    if (model === undefined) return [good('意味による検索は使わず、言葉だけで検索します。', { kind })];
    const started = performance.now();
    try {
      const { length } = await model.embedQuestion(WORD, new AbortController().signal);
      const ms = Math.round(performance.now() - started);
      const told = `ベクトル（${length}次元）を${ms.toLocaleString('ja-JP')}ミリ秒で作れました。`;
      return [
        good(`${kind === 'embedded' ? '同梱のモデルで、' : `${model.name} で、`}${told}`, {
          kind,
          dimensions: length,
          ms,
        }),
      ];
    } catch (thrown) {
      const { sentence, code } = toKanameError(thrown);
      return [wrong(sentence, MENDS[kind === 'embedded' ? 'embedded' : 'server'], { kind, code })];
    } finally {
      await model.close();
    }
  },
};

const MENDS = {
  embedded: '導入一式を入れ直してください。急ぐときは KANAME_EMBEDDING=off で、言葉だけの検索として動かせます。',
  server: '接続先、モデルの名前、キーを確認してください。KANAME_EMBEDDING=embedded にすると、同梱のモデルで動きます。',
} as const;
