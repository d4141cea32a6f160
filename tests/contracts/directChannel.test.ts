import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDirectChannel, type DirectChannel } from '../../src/channels/logo/direct/directChannel.ts';
import type { DirectEvent } from '../../src/channels/logo/direct/session.ts';
import type { Outgoing } from '../../src/channels/text/outgoing.ts';
import type { SendPiece, TextMessage } from '../../src/channels/text/textChannel.ts';
import { KanameError } from '../../src/errors.ts';
import type { DialogueStore } from '../../src/stores/dialogues.ts';
import type { HistoryStore } from '../../src/stores/history.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import {
  BOT,
  called,
  createMemoryDirectSession,
  GROUP,
  HANAKO,
  type MemoryDirectSession,
  PAIR,
  TARO,
} from './memoryDirectSession.ts';

type Answering = (message: TextMessage, send: SendPiece, signal: AbortSignal) => Promise<void>;

const CALM = { info() {}, warn() {}, error() {} };
const echo: Answering = async ({ text }, send) => void (await send({ kind: 'text', text: `答え：${text}` }));

let time: number;
let history: HistoryStore;
let session: MemoryDirectSession;
let channel: DirectChannel;
let heard: TextMessage[];
let answering: Answering;
let undelivered: number;
let dialogues: DialogueStore;

/** A channel over a new session; what is claimed in the history stays. */
function connect(store: Pick<HistoryStore, 'claim' | 'holder'> = history) {
  session = createMemoryDirectSession();
  channel = createDirectChannel({
    session,
    textChannel: {
      answer: (message, send, signal = new AbortController().signal) => {
        heard.push(message);
        return answering(message, send, signal);
      },
      greet: async (_, send) => void (await send({ kind: 'text', text: 'はじめまして。' })),
    },
    dialogues,
    history: store,
    log: CALM,
    now: () => new Date(time),
    onUndelivered: () => {
      undelivered += 1;
    },
  });
  channel.start();
}

beforeEach(() => {
  time = Date.parse('2026-11-22T01:00:00Z');
  heard = [];
  answering = echo;
  undelivered = 0;
  history = createMemoryHistory({ days: 365, now: () => new Date(time) });
  dialogues = createMemoryDialogues({ now: () => new Date(time) });
  connect();
});
afterEach(() => channel.stop(1000));

const dealtWith = (...ids: readonly string[]) =>
  session.until(() => ids.every((id) => session.acknowledged.includes(id)));

describe('読む', () => {
  it('一対一のトークは、そのまま読む', async () => {
    const id = session.says('規程 出張の日当は？');
    await dealtWith(id);
    expect(heard).toEqual([
      expect.objectContaining({
        id,
        channel: 'logo',
        conversation: { id: `direct:${PAIR.id}`, kind: 'personal' },
        sender: { id: HANAKO.id, name: HANAKO.name },
        text: '規程 出張の日当は？',
        sentAt: new Date('2026-11-22T01:00:01Z'),
      }),
    ]);
    expect(await heard[0]?.audience?.()).toEqual([HANAKO.id]);
  });

  it('グループでは、メンションされたときだけ読む', async () => {
    const chatter = session.says('お昼どうする？', { room: GROUP });
    const all = session.says('{@:ALL,4}@ALL 会議です', { room: GROUP });
    const other = session.says(called(TARO, 'お願いします'), { room: GROUP });
    const mine = session.says(called(BOT, '規程 出張の日当は？'), { room: GROUP });
    await dealtWith(chatter, all, other, mine);
    expect(heard.map(({ text, conversation }) => [text, conversation.kind])).toEqual([
      ['規程 出張の日当は？', 'group'],
    ]);
    expect(session.sent).toHaveLength(1);
  });

  it('押されたスタンプは、グループでもメンションなしで、だれからでも届く', async () => {
    await dealtWith(session.presses('123', 2, { room: GROUP, sender: TARO }));
    expect(heard[0]).toMatchObject({ text: '', pressed: { stamp: '123', option: 2 }, sender: { id: TARO.id } });
  });

  it('一対一で送られたファイルは、すぐに渡す', async () => {
    await dealtWith(session.sends([{ name: '会議録.txt', content: Buffer.from('本日の会議') }]));
    const file = heard[0]?.files?.[0];
    expect(file).toMatchObject({ name: '会議録.txt', bytes: 15 });
    expect((await file?.read(100))?.toString()).toBe('本日の会議');
    await expect(file?.read(3)).rejects.toMatchObject({ code: 'input_too_long' });
  });

  it('グループで送られたファイルは、送った方が10分以内に指定したときに渡し、ほかの方には渡さない', async () => {
    const file = [{ name: '会議録.txt', content: Buffer.from('本日の会議') }];
    const call = (sender = HANAKO) => session.says(called(BOT, '要約して'), { room: GROUP, sender });
    await dealtWith(session.sends(file, { room: GROUP }), call(TARO), call(), call());
    expect(heard.map(({ files }) => files?.map(({ name }) => name))).toEqual([undefined, ['会議録.txt'], undefined]);
    await dealtWith(session.sends(file, { room: GROUP }));
    time += 11 * 60_000;
    await dealtWith(call());
    expect(heard.at(-1)?.files).toBeUndefined();
    expect(session.sent).toHaveLength(4);
  });

  it.each(['規程 出張の日当は？', '1', '中止', 'リセットコマンド', 'はい'])(
    'グループで少し前に送られた写真は、「%s」には付かず、そのあとの「要約して」に付く',
    async (text) => {
      const photo = session.sends([{ name: '写真.jpg', content: Buffer.from('写真') }], { room: GROUP });
      const other = session.says(called(BOT, text), { room: GROUP });
      await dealtWith(photo, other);
      expect(heard.map((message) => [message.text, message.files])).toEqual([[text, undefined]]);
      await dealtWith(session.says(called(BOT, '要約して'), { room: GROUP }));
      expect(heard.at(-1)?.files).toMatchObject([{ name: '写真.jpg' }]);
    },
  );

  it('グループで写真と文書が送られていれば、文書だけを渡す', async () => {
    const files = ['写真.jpg', '会議録.txt'].map((name) => ({ name, content: Buffer.from(name) }));
    const call = session.says(called(BOT, '要約して'), { room: GROUP });
    const sent = files.map((file) => session.sends([file], { room: GROUP }));
    const second = session.says(called(BOT, '要約して'), { room: GROUP });
    await dealtWith(call, ...sent, second);
    expect(heard.map((message) => message.files?.map(({ name }) => name))).toEqual([undefined, ['会議録.txt']]);
  });

  it('ファイルに添えた言葉でメンションされれば、一度に読む', async () => {
    const caption = called(BOT, '要約して');
    await dealtWith(session.sends([{ name: 'a.txt', content: Buffer.from('あ') }], { room: GROUP, caption }));
    expect(heard[0]).toMatchObject({ text: '要約して', files: [{ name: 'a.txt' }] });
  });

  it('グループの答えを見る人は、その時のメンバー全員である', async () => {
    session.setMembers(GROUP.id, [TARO]);
    await dealtWith(session.says(called(BOT, '規程'), { room: GROUP }));
    expect(await heard[0]?.audience?.()).toEqual([TARO.id, HANAKO.id]);
    session.setMembers(GROUP.id, [TARO, HANAKO, { id: '3' }]);
    expect(await heard[0]?.audience?.()).toEqual([TARO.id, HANAKO.id, '3']);
    session.setMembers(GROUP.id, undefined);
    expect(await heard[0]?.audience?.()).toBeUndefined();
  });

  it('自分の発言と、知らない出来事には、反応しない', async () => {
    const own = session.says('こだま', { sender: BOT });
    session.emit({ kind: 'reaction', id: '1' } as unknown as DirectEvent);
    session.emit({ kind: 'lost', reason: 'network' });
    session.emit({ kind: 'ready', me: BOT });
    await dealtWith(own, session.says('こんにちは'));
    expect(heard.map(({ text }) => text)).toEqual(['こんにちは']);
  });
});

describe('送る', () => {
  const sending =
    (...pieces: readonly Outgoing[]): Answering =>
    async (_, send) => {
      for (const piece of pieces) await send(piece);
    };

  it('半分になった絵文字やNULは、置き換えて送る', async () => {
    answering = sending(
      { kind: 'text', text: '質問：\ud83d\0は' },
      { kind: 'select', question: '\udc00', options: ['\ud83d', '😀'] },
    );
    await dealtWith(session.says('規程'));
    expect(session.sent).toMatchObject([
      { text: '質問：\ufffd\ufffdは' },
      { question: '\ufffd', options: ['\ufffd', '😀'] },
    ]);
  });

  it('文、ノート、選択、確認、ファイルを、そのままの順で送る', async () => {
    const bytes = Buffer.from('docx');
    answering = sending(
      { kind: 'text', text: 'お答えします。' },
      { kind: 'note', title: '全文', text: '長い文' },
      { kind: 'select', question: 'どれですか。', options: ['旅費', 'あ'.repeat(200)] },
      { kind: 'confirm', question: 'よろしいですか。' },
      { kind: 'file', name: '文案.docx', contentType: 'application/x', bytes },
    );
    await dealtWith(session.says('規程'));
    expect(session.sent.map(({ id, room, ...outgoing }) => outgoing)).toEqual([
      { kind: 'text', text: 'お答えします。' },
      { kind: 'note', title: '全文', content: '長い文' },
      { kind: 'select', question: 'どれですか。', options: ['旅費', `${'あ'.repeat(59)}…`] },
      { kind: 'yesno', question: 'よろしいですか。' },
      { kind: 'file', name: '文案.docx', contentType: 'application/x', bytes },
    ]);
    expect(session.sent.every(({ room }) => room === PAIR.id)).toBe(true);
  });

  it('送ったスタンプの番号を返す', async () => {
    let stamp: string | undefined;
    answering = async (_, send) => {
      stamp = await send({ kind: 'select', question: 'どれですか。', options: ['あ', 'い'] });
    };
    await dealtWith(session.says('文案'));
    expect(stamp).toBe(session.sent[0]?.id);
  });

  it('グループでは、尋ねた方を最初の一通でだけ呼ぶ', async () => {
    answering = sending({ kind: 'text', text: '一通目' }, { kind: 'text', text: '二通目' });
    await dealtWith(session.says(called(BOT, '規程'), { room: GROUP }));
    expect(session.sent.map((sent) => sent.kind === 'text' && sent.text)).toEqual([
      `{@:${HANAKO.id},6}@見本 花子 さん\n一通目`,
      '二通目',
    ]);
  });

  it('受け付けたという知らせでは呼ばず、答えで呼ぶ', async () => {
    answering = async (_, send) => {
      await send({ kind: 'text', text: '質問を受け付けました。' }, 'aside');
      await send({ kind: 'text', text: '答え' });
    };
    await dealtWith(session.says(called(BOT, '規程'), { room: GROUP, sender: TARO }));
    expect(session.sent.map((sent) => sent.kind === 'text' && sent.text)).toEqual([
      '質問を受け付けました。',
      `{@:${TARO.id},5}@試験太郎 さん\n答え`,
    ]);
  });

  it('最初の一通がノートなら、次の一通で呼ぶ', async () => {
    answering = sending(
      { kind: 'note', title: '全文', text: '本文' },
      { kind: 'confirm', question: 'よろしいですか。' },
    );
    await dealtWith(session.says(called(BOT, '規程'), { room: GROUP, sender: TARO }));
    expect(session.sent).toEqual([
      expect.objectContaining({ kind: 'note', title: '全文', content: '本文' }),
      expect.objectContaining({ question: `{@:${TARO.id},5}@試験太郎 さん\nよろしいですか。` }),
    ]);
  });
});

describe('加わる、外れる', () => {
  it('加わると、あいさつと使い方のノートを一度だけ送る', async () => {
    session.emit({ kind: 'joined', room: GROUP });
    session.emit({ kind: 'joined', room: GROUP });
    await session.until(() => session.sent.length === 2);
    await channel.stop(1000);
    const before = session.sent;
    connect();
    session.emit({ kind: 'joined', room: GROUP });
    await dealtWith(session.says('こんにちは', { room: PAIR }));
    expect(session.sent.filter(({ room }) => room === GROUP.id)).toEqual([]);
    expect(before.map(({ kind }) => kind)).toEqual(['text', 'note']);
    expect(before[1]).toMatchObject({ content: expect.stringContaining('メンション') });
  });

  it('履歴を消したあとも、何年たっても、二度目のあいさつはしない', async () => {
    session.emit({ kind: 'joined', room: GROUP });
    await session.until(() => session.sent.length === 2);
    await dialogues.clear(`direct:${GROUP.id}`);
    time += 5 * 365 * 24 * 60 * 60_000;
    session.emit({ kind: 'joined', room: GROUP });
    await dealtWith(session.says(called(BOT, '規程'), { room: GROUP }));
    expect(session.sent).toHaveLength(3);
  });

  it('外れたあとに、また加わると、あらためてあいさつする', async () => {
    for (const kind of ['joined', 'left', 'joined'] as const) session.emit({ kind, room: GROUP });
    await session.until(() => session.sent.length === 4);
  });

  it('一対一では、メンションは要らないと伝える', async () => {
    session.emit({ kind: 'joined', room: PAIR });
    await session.until(() => session.sent.length === 2);
    expect(session.sent[1]).toMatchObject({ content: expect.stringContaining('メンションは要りません') });
  });

  it('外れると、開いたままの選択やファイルを忘れ、履歴は残す', async () => {
    await dialogues.put(`direct:${GROUP.id}`, 'shown', 'x', 600);
    await dealtWith(session.sends([{ name: 'a.txt', content: Buffer.from('あ') }], { room: GROUP }));
    session.emit({ kind: 'left', room: GROUP });
    await dealtWith(session.says(called(BOT, '要約して'), { room: GROUP }));
    expect(await dialogues.get(`direct:${GROUP.id}`, 'shown')).toBeUndefined();
    expect(heard[0]?.files).toBeUndefined();
  });
});

describe('失わず、繰り返さず', () => {
  /** Answers that wait until the test lets them go. */
  const held = () => {
    const gates: (() => void)[] = [];
    answering = async (message, send, signal) => {
      await new Promise<void>((resolve) => {
        gates.push(resolve);
        signal.addEventListener('abort', () => resolve());
      });
      await send({ kind: 'text', text: signal.aborted ? '中止しました。' : `答え：${message.text}` });
    };
    return gates;
  };

  it('同じメッセージが二度届いても、一度だけ答える', async () => {
    const id = session.says('規程');
    session.says('規程', { id });
    await session.until(() => session.acknowledged.length === 2);
    expect(session.sent).toHaveLength(1);
  });

  it('一人の方のメッセージには順に、ほかの方とほかのトークには並んで答える', async () => {
    const gates = held();
    session.says('一');
    session.says('二');
    session.says(called(BOT, '三'), { room: GROUP });
    session.says(called(BOT, '四'), { room: GROUP, sender: TARO });
    await session.until(() => gates.length === 3);
    expect(heard.map(({ text }) => text)).toEqual(['一', '三', '四']);
    gates[0]?.();
    await session.until(() => gates.length === 4);
    expect(heard.map(({ text }) => text)).toEqual(['一', '三', '四', '二']);
    for (const open of gates) open();
    await session.until(() => session.acknowledged.length === 4);
  });

  it('「中止」は、いま答えているものを待たずに届く', async () => {
    const gates = held();
    session.says('一');
    await session.until(() => gates.length === 1);
    session.says(called(BOT, '中止'));
    await session.until(() => heard.length === 2);
    for (const open of gates) open();
    await session.until(() => session.acknowledged.length === 2);
  });

  it('答えているあいだに同じメッセージが届いても、もう一度送るようには言わない', async () => {
    const gates = held();
    const id = session.says('中止');
    await session.until(() => gates.length === 1);
    session.says('中止', { id });
    gates[0]?.();
    await session.until(() => session.acknowledged.length >= 1);
    expect(session.sent).toEqual([expect.objectContaining({ text: '答え：中止' })]);
  });

  it('同時に答える数には、限りがある', async () => {
    const gates = held();
    for (let n = 0; n < 20; n++) session.says('質問', { room: { id: String(n), kind: 'pair' } });
    await session.until(() => gates.length === 8);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(gates).toHaveLength(8);
    for (let done = 0; done < 20; done++) {
      await session.until(() => gates.length > done);
      gates[done]?.();
    }
    await session.until(() => session.acknowledged.length === 20);
    expect(session.sent).toHaveLength(20);
  });

  it('止めるときは、答えている途中のものを終え、始めていないものは次の起動で答える', async () => {
    const gates = held();
    const running = session.says('一');
    const waiting = session.says('二');
    await session.until(() => gates.length === 1);
    const stopped = channel.stop(5000);
    session.says('三');
    gates[0]?.();
    await stopped;
    expect(session.acknowledged).toEqual([running]);
    expect(session.sent.map((sent) => sent.kind === 'text' && sent.text)).toEqual(['答え：一']);
    expect(session.closed()).toBe(true);

    answering = echo;
    connect();
    await dealtWith(session.says('二', { id: waiting }));
    expect(session.sent).toEqual([expect.objectContaining({ text: '答え：二' })]);
  });

  it('猶予のうちに終わらないものは、中止を伝えて終わる', async () => {
    const gates = held();
    const id = session.says('一');
    await session.until(() => gates.length === 1);
    await channel.stop(10);
    expect(session.sent).toEqual([expect.objectContaining({ text: '中止しました。' })]);
    expect(session.acknowledged).toEqual([id]);
  });

  it('答えている途中で落ちたときは、次の起動で、もう一度送るよう伝える', async () => {
    const gates = held();
    const id = session.says('一');
    await session.until(() => gates.length === 1);
    const dead = channel;
    answering = echo;
    connect();
    await dealtWith(session.says('一', { id }));
    expect(session.sent).toEqual([
      expect.objectContaining({ text: expect.stringContaining('もう一度お送りください') }),
    ]);
    session.says('一', { id });
    await session.until(() => session.acknowledged.length === 2);
    expect(session.sent).toHaveLength(1);
    gates[0]?.();
    await dead.stop(1000);
  });

  it('答えられなかったときも、一文で終わる', async () => {
    answering = async () => {
      throw new Error('broken');
    };
    await dealtWith(session.says('規程'));
    expect(session.sent).toEqual([expect.objectContaining({ text: expect.stringContaining('回答できませんでした') })]);
    expect(undelivered).toBe(0);
  });

  it('履歴に届かないときも、一文で終わる', async () => {
    await channel.stop(0);
    const claim = async () => {
      throw new KanameError('store_unavailable', '履歴を保存する場所に接続できません。');
    };
    connect({ claim, holder: claim });
    await dealtWith(session.says('規程'));
    expect(session.sent).toEqual([expect.objectContaining({ text: '履歴を保存する場所に接続できません。' })]);
  });

  it('一文も送れないときは数え、そのあとのメッセージには答える', async () => {
    session.failWhen(() => true);
    await dealtWith(session.says('規程'));
    expect(undelivered).toBe(1);
    session.failWhen(() => false);
    await dealtWith(session.says('要約'));
    expect(session.sent).toHaveLength(1);
    expect(undelivered).toBe(1);
  });

  it('ノートを使えないところでは、使い方を文で一度だけ送る', async () => {
    session.failWhen(({ kind }) => kind === 'note');
    session.emit({ kind: 'joined', room: PAIR });
    await session.until(() => session.sent.length === 2);
    session.emit({ kind: 'joined', room: PAIR });
    await dealtWith(session.says('一'));
    expect(session.sent).toHaveLength(3);
    expect(session.sent[1]).toMatchObject({ kind: 'text', text: expect.stringContaining('使い方') });
  });

  it('あいさつを送れなくても、そのあとのメッセージには答える', async () => {
    session.failWhen(() => true);
    session.emit({ kind: 'joined', room: PAIR });
    await dealtWith(session.says('一'));
    session.failWhen(() => false);
    await dealtWith(session.says('二'));
    expect(session.sent).toEqual([expect.objectContaining({ text: '答え：二' })]);
    session.emit({ kind: 'joined', room: PAIR });
    await session.until(() => session.sent.length === 3);
  });
});
