import { composeModel } from '../../compose.ts';
import { type KanameError, toKanameError } from '../../errors.ts';
import { type Check, good, wrong } from './check.ts';

const LONGEST_MS = 20_000;

/** A model server answers to a greeting; nothing of the office is sent. */
export const model: Check = {
  id: 'model',
  title: '言語モデル',
  async run({ config }) {
    if (config.model.kind === 'extractive') {
      return [good('言語モデルは使わず、条文の引用と文の抜き出しで答えます。', { kind: config.model.kind })];
    }
    const server = composeModel({ ...config.model, timeoutMs: Math.min(config.model.timeoutMs, LONGEST_MS) });
    const started = performance.now();
    try {
      for await (const event of server.run(
        { kind: 'converse', earlier: [], text: 'はい' },
        new AbortController().signal,
      ))
        if (event.kind === 'text' || event.kind === 'end') break;
    } catch (thrown) {
      const error = toKanameError(thrown);
      return [
        wrong(`${server.name} から答えを受け取れません。`, mendFor(error, config.model.kind), {
          kind: config.model.kind,
          code: error.code,
        }),
      ];
    }
    const ms = Math.round(performance.now() - started);
    return [
      good(`${server.name} が${ms.toLocaleString('ja-JP')}ミリ秒で答え始めました。`, { kind: config.model.kind, ms }),
    ];
  },
};

/** By the status that the server gave, which the error carries for logs. */
function mendFor({ code, cause }: KanameError, kind: 'azure-openai' | 'openai-compatible'): string {
  const isAzure = kind === 'azure-openai';
  const status = /\bstatus=(\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
  const [place, name, key] = isAzure
    ? ['AZURE_OPENAI_ENDPOINT', 'AZURE_OPENAI_DEPLOYMENT', 'AZURE_OPENAI_API_KEY（またはマネージドIDの権限）']
    : ['OPENAI_BASE_URL', 'OPENAI_MODEL', 'OPENAI_API_KEY'];
  if (status === '401' || status === '403') return `キーが違うか、権限がありません。${key} を確認してください。`;
  if (status === '404') return `その名前のモデルか、その場所がありません。${name} と ${place} を確認してください。`;
  if (code === 'model_busy') return '混み合っています。1分ほどおいてから、もう一度お試しください。';
  if (code === 'model_timeout')
    return `${LONGEST_MS / 1000}秒以内に答えがありませんでした。サーバーの負荷と、${place} への経路を確認してください。`;
  return `サーバーが動いていること、${place} が正しいこと、途中のファイアウォールが通すことを確認してください。`;
}
