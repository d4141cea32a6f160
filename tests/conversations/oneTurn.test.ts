import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../src/answer.ts';
import type { Command, CommandInput } from '../../src/commands/command.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import type { IncomingMessage, ReplyEvent } from '../../src/conversation/message.ts';
import { createTurnId } from '../../src/conversation/turnId.ts';
import { KanameError } from '../../src/errors.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import { createMasking } from '../../src/privacy/createMasking.ts';
import type { HistoryStore } from '../../src/stores/history.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';

const now = () => new Date('2026-11-22T01:00:00Z');
const answerSaying = (text: string): Answer => ({
  command: 'echo',
  title: 'こだま',
  basis: 'program',
  generated: false,
  speak: text,
  parts: [{ kind: 'text', text }],
});

/** A bot of one command, so that the story of a turn is seen by itself. */
function bot(run: Command['run'], history: HistoryStore = createMemoryHistory({ days: 365, now })) {
  const command: Command = { name: 'echo', title: 'こだま', words: [], remembered: true, run };
  const logged: unknown[] = [];
  const log = (...entry: unknown[]) => void logged.push(entry);
  const turns: unknown[] = [];
  const conversation = createConversation({
    route: async (said) => ({ command, text: said.text, ...(said.action && { action: said.action }) }),
    welcome: () => answerSaying('ようこそ'),
    rulesFor: () => buildLibrary([]),
    history,
    createMasking,
    now,
    newTurnId: createTurnId,
    log: { info: log, warn: log, error: log },
    onTurn: (turn) => turns.push(turn),
  });
  return { conversation, history, logged, turns };
}

let sequence = 0;
const message = (text: string, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  id: `m${++sequence}`,
  channel: 'console',
  conversation: { id: 'room', kind: 'personal' },
  sender: { id: 'hanako' },
  text,
  ...more,
});

async function all(events: AsyncIterable<ReplyEvent>): Promise<ReplyEvent[]> {
  const seen: ReplyEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

const echo: Command['run'] = async function* ({ text }: CommandInput) {
  yield { kind: 'progress', text: '考えています…' };
  yield { kind: 'answer', said: text, answer: answerSaying(text) };
};

describe('1往復の流れ', () => {
  it('受け付け、途中経過、答えの順に一度ずつ届く', async () => {
    const events = await all(bot(echo).conversation.handle(message('こんにちは')));
    expect(events.map(({ kind }) => kind)).toEqual(['accepted', 'progress', 'final']);
  });

  it('同じIDで再び届いたメッセージには答えない', async () => {
    const { conversation } = bot(echo);
    const first = message('一度だけ');
    expect(await all(conversation.handle(first))).toHaveLength(3);
    expect(await all(conversation.handle(first))).toEqual([]);
  });

  it('別のIDで再び届いた、同じ時刻の同じ内容には答えない', async () => {
    const { conversation } = bot(echo);
    const sentAt = new Date('2026-11-22T00:59:30Z');
    await all(conversation.handle(message('一度だけ', { sentAt })));
    expect(await all(conversation.handle(message('一度だけ', { sentAt })))).toEqual([]);
  });

  it('わざともう一度送った同じ言葉には、もう一度答える', async () => {
    const { conversation } = bot(echo);
    await all(conversation.handle(message('ヘルプ', { sentAt: new Date('2026-11-22T00:59:30Z') })));
    const again = conversation.handle(message('ヘルプ', { sentAt: new Date('2026-11-22T00:59:40Z') }));
    expect((await all(again)).at(-1)?.kind).toBe('final');
  });

  it('答えている最中に、別のIDで届いた同じ内容には答えない', async () => {
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { conversation } = bot(async function* ({ text }) {
      await waiting;
      yield { kind: 'answer', said: text, answer: answerSaying(text) };
    });
    const first = all(conversation.handle(message('長い仕事', { sentAt: new Date('2026-11-22T00:59:30Z') })));
    const second = await all(conversation.handle(message('長い仕事', { sentAt: new Date('2026-11-22T01:00:00Z') })));
    finish();
    expect(second).toEqual([]);
    expect((await first).at(-1)?.kind).toBe('final');
  });

  it('コマンドには伏せた文章だけが渡り、答えでは元に戻る', async () => {
    const seen: string[] = [];
    const { conversation, history } = bot(async function* (input) {
      seen.push(input.text);
      yield { kind: 'partial', text: `宛先は${input.text}` };
      yield {
        kind: 'answer',
        said: input.text,
        answer: answerSaying(`宛先は${input.text}`),
        memory: { draft: input.text },
      };
    });
    const events = await all(conversation.handle(message('電話は090-1234-5678、メールはhanako@example.jpです')));
    expect(seen.join()).not.toMatch(/1234|hanako@/);
    expect(events.at(1)).toEqual({ kind: 'partial', text: '宛先は電話は090-1234-5678、メールはhanako@example.jpです' });
    expect(JSON.stringify(events.at(-1))).toContain('090-1234-5678');
    const [turn] = (await history.page('room', 1)).turns;
    expect(turn).toMatchObject({
      asked: expect.stringContaining('090-1234-5678'),
      memory: { draft: expect.stringContaining('hanako@example.jp') },
    });
  });

  it('履歴とボタンの中の個人情報も、伏せてから渡る', async () => {
    const seen: string[] = [];
    const { conversation } = bot(async function* (input) {
      seen.push(JSON.stringify(input));
      yield { kind: 'answer', said: 'はい', answer: answerSaying('はい') };
    });
    await all(conversation.handle(message('090-1234-5678に電話して')));
    await all(conversation.handle(message('', { action: { name: 'echo.again', data: { to: '090-1234-5678' } } })));
    expect(seen).toHaveLength(2);
    expect(seen.join()).not.toContain('1234-5678');
    expect(seen[1]?.match(/【電話1】/g)).toHaveLength(2);
  });

  it('失敗しても、日本語の一文が一度だけ届き、詳細は漏れない', async () => {
    const { conversation, logged } = bot(async function* () {
      yield { kind: 'progress', text: '考えています…' };
      throw new Error('secret prompt: 090-1234-5678');
    });
    const events = await all(conversation.handle(message('どうぞ')));
    expect(events.map(({ kind }) => kind)).toEqual(['accepted', 'progress', 'failure']);
    const [failure] = events.slice(-1);
    expect(failure?.kind === 'failure' && failure.error.sentence).toMatch(/^申し訳ありません。/);
    expect(JSON.stringify(logged)).not.toMatch(/secret|1234/);
  });

  it('答えを出さずに終わったコマンドも、失敗として伝わる', async () => {
    const { conversation } = bot(async function* () {
      yield { kind: 'progress', text: '考えています…' };
    });
    expect((await all(conversation.handle(message('どうぞ')))).at(-1)?.kind).toBe('failure');
  });

  it('中止すると、中止したと伝える', async () => {
    const stop = new AbortController();
    const { conversation } = bot(async function* ({ signal }) {
      yield { kind: 'progress', text: '考えています…' };
      stop.abort();
      signal.throwIfAborted();
    });
    const events = await all(conversation.handle(message('どうぞ'), stop.signal));
    const last = events.at(-1);
    expect(last?.kind === 'failure' && last.error.code).toBe('cancelled');
  });

  it('長すぎる入力は、上限を示して断る', async () => {
    const events = await all(bot(echo).conversation.handle(message('長'.repeat(200_001))));
    const last = events.at(-1);
    expect(last?.kind === 'failure' && last.error.sentence).toContain('200,000文字');
  });

  it('保存先が止まっていても、黙らずに伝える', async () => {
    const broken: HistoryStore = {
      ...createMemoryHistory({ days: 365, now }),
      claim: async () => {
        throw new KanameError('store_unavailable', '履歴の保存先に接続できません。');
      },
    };
    const events = await all(bot(echo, broken).conversation.handle(message('どうぞ')));
    expect(events.map(({ kind }) => kind)).toEqual(['failure']);
  });

  it('履歴に残せなくても、答えは届く', async () => {
    const history: HistoryStore = {
      ...createMemoryHistory({ days: 365, now }),
      append: async () => {
        throw new KanameError('store_unavailable', '履歴の保存先に接続できません。');
      },
    };
    expect((await all(bot(echo, history).conversation.handle(message('どうぞ')))).at(-1)?.kind).toBe('final');
  });

  it('評価は、その往復の履歴に残る', async () => {
    const { conversation, history } = bot(echo);
    const events = await all(conversation.handle(message('どうぞ')));
    const last = events.at(-1);
    if (last?.kind !== 'final') throw new Error('no answer');
    await conversation.react({
      channel: 'console',
      conversation: { id: 'room', kind: 'personal' },
      turn: last.turn,
      sender: { id: 'hanako' },
      value: 'like',
      comment: '助かりました',
    });
    expect((await history.page('room', 1)).turns[0]?.reaction).toMatchObject({
      value: 'like',
      comment: '助かりました',
    });
  });

  it('往復の結果は、本文を含まずに計測される', async () => {
    const { conversation, turns } = bot(echo);
    await all(conversation.handle(message('どうぞ')));
    expect(turns).toEqual([{ command: 'echo', outcome: 'final', ms: 0 }]);
  });
});
