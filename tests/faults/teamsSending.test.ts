import '../contracts/againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReplyEvent } from '../../src/conversation/message.ts';
import { KanameError } from '../../src/errors.ts';
import {
  type ConnectorCall,
  channelMention,
  type FakeConnector,
  feedback,
  personalMessage,
  post,
  refusals,
  startFakeConnector,
} from '../contracts/fakeConnector.ts';
import { answer, type Handle, QUICK, says, startTestBot, type TestBot } from '../contracts/teamsFixture.ts';

let connector: FakeConnector;
let bot: TestBot;
let to: { serviceUrl: string };

beforeEach(async () => {
  connector = await startFakeConnector();
  to = { serviceUrl: connector.url };
});
afterEach(async () => {
  await bot.close();
  await connector.close();
});

const SECRET_TEXT = '外に出してはいけない文章';
const FINAL: ReplyEvent = { kind: 'final', answer: answer({ speak: SECRET_TEXT }), turn: 'turn-1' };
const STREAM: ReplyEvent[] = [
  { kind: 'accepted' },
  { kind: 'progress', text: '規程を探しています' },
  ...['年次', '年次休暇', '年次休暇は', '年次休暇は20日'].map((text): ReplyEvent => ({ kind: 'partial', text })),
  FINAL,
];
const PROGRESS: ReplyEvent[] = [{ kind: 'accepted' }, { kind: 'progress', text: '探しています' }, FINAL];

const streamType = ({ activity }: ConnectorCall) =>
  activity?.entities?.find(({ type }) => type === 'streaminfo')?.streamType;
const hasCard = ({ activity }: ConnectorCall) => activity?.attachments?.length === 1;
const isMessage = ({ activity }: ConnectorCall) => activity?.type === 'message';
const done = () => connector.until(() => bot.logged().includes('"teams.turn"'));
const shown = () => connector.visible().map(({ activity }) => activity);

describe('停止ボタン', () => {
  it('途中で止められたら、仕事をやめ、もう何も送らない', async () => {
    let aborted = false;
    const handle: Handle = async function* (_message, signal) {
      for (const event of STREAM.slice(0, -1)) {
        await new Promise((resolve) => setTimeout(resolve, 45));
        aborted = signal?.aborted ?? false;
        if (aborted) break;
        yield event;
      }
      yield { kind: 'failure', error: new KanameError('cancelled', '中止しました。') };
    };
    bot = await startTestBot(handle);
    let stopped = false;
    connector.script((call) => {
      if (streamType(call) !== 'streaming' && !stopped) return undefined;
      stopped = true;
      return refusals.stoppedByUser;
    });
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(aborted).toBe(true);
    const at = connector.calls.findIndex(({ status }) => status === 403);
    expect(connector.calls.slice(at + 1)).toEqual([]);
  });

  it('最後のメッセージで止められたと分かったときも、別のメッセージを送らない', async () => {
    bot = await startTestBot(says(STREAM, 45));
    connector.script((call) => (streamType(call) === 'final' ? refusals.stoppedByUser : undefined));
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(connector.calls.at(-1)?.status).toBe(403);
  });
});

describe('ストリームを断られたとき', () => {
  it.each([
    ['時間切れ', refusals.streamTooLong],
    ['途中のエラー', refusals.badRequest],
  ])('%s：見えている文章を回答に書き換え、一つだけ残す', async (_name, refusal) => {
    bot = await startTestBot(says(STREAM, 45));
    let begun = false;
    connector.script((call) => {
      const type = streamType(call);
      if (type === 'informative' || call.method === 'PUT' || type === undefined) return undefined;
      if (begun) return refusal;
      begun = true;
      return undefined;
    });
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(connector.visible()).toHaveLength(1);
    expect(connector.visible()[0]).toMatchObject({ streaming: false });
    expect(shown()[0]?.attachments).toHaveLength(1);
  });

  it('初めから使えなければ、普通のメッセージで答える', async () => {
    bot = await startTestBot(says(STREAM, 45));
    connector.script((call) => (streamType(call) ? refusals.streamNotAllowed : undefined));
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(shown()).toHaveLength(1);
    expect(shown()[0]?.attachments).toHaveLength(1);
    expect(connector.calls.filter(({ status }) => status === 403)).toHaveLength(1);
  });

  it('一度の500では、ストリームを諦めない', async () => {
    bot = await startTestBot(says(STREAM, 45));
    let failed = false;
    connector.script((call) => {
      if (failed || streamType(call) !== 'streaming') return undefined;
      failed = true;
      return refusals.serverError;
    });
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(connector.calls.some((call) => streamType(call) === 'final' && call.status < 400)).toBe(true);
    expect(connector.visible()).toHaveLength(1);
  });

  it('自分の時間の限りを過ぎたら、ストリームを使わずに書き換える', async () => {
    bot = await startTestBot(says(STREAM, 45), { timing: { ...QUICK, streamLimitMs: 60 } });
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(connector.calls.some((call) => streamType(call) === 'final')).toBe(false);
    expect(connector.visible()).toHaveLength(1);
    expect(connector.visible()[0]).toMatchObject({ streaming: false });
  });
});

describe('送信の失敗', () => {
  it('429は待ってから送り直す', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, FINAL]));
    let refused = 0;
    connector.script((call) => (isMessage(call) && refused++ < 2 ? refusals.throttled(0.02) : undefined));
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(connector.calls.filter(isMessage).map(({ status }) => status)).toEqual([429, 429, 201]);
    expect(shown()).toHaveLength(1);
  });

  it('とても長い retry-after にも、決めた時間しか待たない', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, FINAL]));
    let refused = false;
    connector.script((call) => {
      if (!isMessage(call) || refused) return undefined;
      refused = true;
      return refusals.throttled(3600);
    });
    const startedAt = performance.now();
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(shown()).toHaveLength(1);
  });

  it('500の送信は同じ内容で繰り返さず、カードのない短い文章で送る', async () => {
    // Long enough for the library's own repetition, which must not take place.
    const send = { ...QUICK.send, timeoutMs: 4_000 };
    bot = await startTestBot(says([{ kind: 'accepted' }, FINAL]), { timing: { ...QUICK, send } });
    connector.script((call) => (hasCard(call) ? refusals.serverError : undefined));
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(connector.calls.filter(hasCard)).toHaveLength(1);
    expect(shown()).toHaveLength(1);
    expect(shown()[0]?.text).toContain('規程の回答（文字版）');
    expect(shown()[0]?.text).toContain('カードを表示できなかった');
  });

  it('返事のない送信を待ち続けない', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, FINAL]));
    connector.script((call) => (hasCard(call) ? { status: 200, delayMs: Number.POSITIVE_INFINITY } : undefined));
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(shown().map(({ text }) => text)).toEqual([expect.stringContaining('文字版')]);
  });

  it('書き換えを断られたら新しいメッセージで答え、経過のメッセージは消す', async () => {
    bot = await startTestBot(says(PROGRESS, 60));
    connector.script((call) => (call.method === 'PUT' ? refusals.serverError : undefined));
    await post(bot.url, channelMention('質問', to));
    await done();
    expect(shown()).toHaveLength(1);
    expect(shown()[0]?.attachments).toHaveLength(1);
    expect(connector.calls.at(-1)?.method).toBe('DELETE');
  });

  it('経過のメッセージが消されていても、新しいメッセージで答える', async () => {
    bot = await startTestBot(says(PROGRESS, 60));
    connector.script((call) => (call.method === 'PUT' ? refusals.notFound : undefined));
    await post(bot.url, channelMention('質問', to));
    await done();
    expect(connector.calls.filter(hasCard).map(({ method }) => method)).toEqual(['PUT', 'POST']);
    expect(connector.calls.some(({ method }) => method === 'DELETE')).toBe(false);
  });

  it('書き換えは一度だけ繰り返す', async () => {
    bot = await startTestBot(says(PROGRESS, 60));
    let failed = false;
    connector.script((call) => {
      if (call.method !== 'PUT' || failed) return undefined;
      failed = true;
      return refusals.serverError;
    });
    await post(bot.url, channelMention('質問', to));
    await done();
    expect(connector.calls.filter(({ method }) => method === 'PUT').map(({ status }) => status)).toEqual([500, 200]);
    expect(connector.visible()).toHaveLength(1);
  });

  it('何も送れなくても落ちず、文章を記録に残さない', async () => {
    bot = await startTestBot(says(STREAM, 45));
    connector.script(() => refusals.serverError);
    await post(bot.url, personalMessage(SECRET_TEXT, to));
    await done();
    expect(bot.logged()).toContain('teams.send_failed');
    expect(bot.logged()).not.toContain(SECRET_TEXT);
    connector.script(() => undefined);
    await post(bot.url, personalMessage('もう一度', to));
    await connector.until(() => connector.visible().some(({ streaming }) => !streaming));
  });

  it('別の場所への転送には従わない', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, FINAL]));
    const other = await startFakeConnector();
    connector.script(() => ({ status: 307, headers: { location: `${other.url}/v3/conversations/x/activities` } }));
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(other.calls).toEqual([]);
    await other.close();
  });
});

describe('会話の失敗', () => {
  it('例外で終わっても、一文で伝える', async () => {
    bot = await startTestBot(async function* () {
      yield { kind: 'accepted' };
      throw new Error(`内部の事情 ${SECRET_TEXT}`);
    });
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(shown()[0]?.text).toContain('申し訳ありません');
    expect(shown()[0]?.text + bot.logged()).not.toContain(SECRET_TEXT);
  });

  it('答えずに終わっても、一文で伝える', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }]));
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(shown()[0]?.text).toContain('申し訳ありません');
  });

  it('カードを描けなくても、文章で答える', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, FINAL]), {
      cardFor: () => {
        throw new Error('template');
      },
    });
    await post(bot.url, personalMessage('質問', to));
    await done();
    expect(shown()[0]?.text).toContain(SECRET_TEXT);
  });

  it('評価を保存できなければ、その一文と503を返す', async () => {
    const failing = {
      handle: says([{ kind: 'accepted' }, FINAL]),
      react: async () => {
        throw new KanameError('store_unavailable', '履歴を保存できませんでした。');
      },
      welcome: () => answer(),
    };
    bot = await startTestBot(failing.handle, { conversation: failing });
    await post(bot.url, personalMessage('質問', to));
    await done();
    const card = connector.visible()[0]?.id ?? '';
    const response = await post(bot.url, feedback('like', '', { ...to, card }));
    expect(response).toEqual({ status: 503, body: '履歴を保存できませんでした。' });
  });
});

describe('停止', () => {
  it('動いている往復を待ってから止まる', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, FINAL], 100));
    await post(bot.url, personalMessage('質問', to));
    await bot.channel.stop(2_000);
    expect(shown()).toHaveLength(1);
  });

  it('待つ時間を過ぎたら中止し、そのことを伝えて止まる', async () => {
    bot = await startTestBot(async function* (_message, signal) {
      yield { kind: 'accepted' };
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      yield { kind: 'failure', error: new KanameError('cancelled', '停止のため中止しました。') };
    });
    await post(bot.url, personalMessage('質問', to));
    await connector.until(({ calls }) => calls.length > 0);
    const startedAt = performance.now();
    await bot.channel.stop(50);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(shown()[0]?.text).toBe('停止のため中止しました。');
  });
});
