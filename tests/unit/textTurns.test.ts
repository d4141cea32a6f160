import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Conversation, IncomingMessage } from '../../src/conversation/message.ts';
import { KanameError } from '../../src/errors.ts';
import { answer, choices, final, openRoom, scripted, textOf, withStamps } from './textFixture.ts';

/** A conversation whose turns end when they are told to, or when they are stopped. */
function slow() {
  const received: IncomingMessage[] = [];
  const finish: (() => void)[] = [];
  const order: string[] = [];
  const conversation: Conversation = {
    async *handle(message, signal) {
      received.push(message);
      order.push(`begin ${message.text}`);
      yield { kind: 'accepted' };
      yield { kind: 'progress', text: '規程を調べています…' };
      await new Promise<void>((resolve) => {
        finish.push(resolve);
        signal?.addEventListener('abort', () => resolve());
        if (signal?.aborted) resolve();
      });
      order.push(`end ${message.text}`);
      if (signal?.aborted) yield { kind: 'failure', error: new KanameError('cancelled', '中止しました。') };
      else yield final(answer(`${message.text}の回答`));
    },
    async react() {},
    welcome: () => answer('ようこそ'),
  };
  return { conversation, received, finish, order };
}

describe('一つのメッセージの流れ', () => {
  it('まず受け付けたことを伝え、途中経過は送らず、回答は別の文で送る', async () => {
    const { conversation, received } = scripted([
      [
        { kind: 'progress', text: '調べています' },
        { kind: 'partial', text: 'だんだん伸びる文' },
        final(answer('回答です', { kind: 'text', text: '本文です。' })),
      ],
    ]);
    const room = openRoom(conversation);
    expect(await room.say('有休は何日前まで？')).toEqual([
      { kind: 'text', text: '質問を受け付けました。' },
      { kind: 'text', text: '回答です\n\n本文です。' },
    ]);
    expect(received[0]).toMatchObject({ channel: 'logo', text: '有休は何日前まで？', sender: { id: 'hanako' } });
    expect(received[0]).not.toHaveProperty('action');
  });

  it('添付ファイルは、そのまま会話に渡す', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices('甲')))]]);
    const room = openRoom(conversation);
    await room.say('何か');
    const file = { name: '会議録.docx', contentType: 'x', bytes: 1, read: async () => Buffer.alloc(1) };
    await room.say('1', { files: [file] });
    expect(received[1]).toMatchObject({ text: '1', files: [{ name: '会議録.docx' }] });
  });

  it('再び届いたメッセージには、何も送らない', async () => {
    const { conversation } = scripted([]);
    const room = openRoom(conversation);
    await room.say('質問', { id: 'same' });
    expect(await room.say('質問', { id: 'same' })).toEqual([]);
    expect(room.logged).toEqual([]);
  });

  it('失敗は、その文だけを伝え、前の選択肢は選び直せる', async () => {
    const error = new KanameError('model_busy', 'ただいま混み合っています。', new Error('secret-key'));
    const { conversation, received } = scripted([
      [final(answer('一', choices('甲', '乙')))],
      [{ kind: 'failure', error }],
    ]);
    const room = openRoom(conversation);
    await room.say('何か');
    expect(await room.say('2')).toEqual([
      { kind: 'text', text: '受け付けました。' },
      { kind: 'text', text: 'ただいま混み合っています。' },
    ]);
    await room.say('2');
    expect(received[2]?.action).toEqual(received[1]?.action);
    expect(JSON.stringify(room.sent)).not.toContain('secret-key');
  });

  it('会話が例外を投げても、一文で終わり、詳細は漏らさない', async () => {
    const { conversation } = scripted([]);
    const broken: Conversation = {
      ...conversation,
      handle: () => {
        throw new Error('secret prompt');
      },
    };
    const room = openRoom(broken);
    expect(await room.read('質問')).toMatch(/^申し訳ありません。/);
    expect(JSON.stringify(room.logged)).not.toContain('secret');
  });

  it('送れない文があっても止まらず、残りを送り、記録に残す', async () => {
    const { conversation } = scripted([]);
    const room = openRoom(conversation);
    let calls = 0;
    const sent: string[] = [];
    await room.channel.answer(
      { id: 'x', channel: 'logo', conversation: { id: 'r', kind: 'personal' }, sender: { id: 's' }, text: '質問' },
      async (piece) => {
        calls += 1;
        if (calls === 1) throw new Error('connection lost');
        sent.push(textOf([piece]));
        return undefined;
      },
    );
    expect(sent).toEqual(['はい']);
    expect(JSON.stringify(room.logged)).toContain('piece not sent');
  });

  it('送れなかったファイルは、送れなかったと伝える', async () => {
    const file = { kind: 'file' as const, name: '履歴.txt', contentType: 'text/plain', text: '一行' };
    const { conversation } = scripted([[final(answer('履歴', file))]]);
    const room = openRoom(conversation, { textCharacters: 1000, stampOptions: 10, files: true });
    const sent: string[] = [];
    await room.channel.answer(
      { id: 'x', channel: 'logo', conversation: { id: 'r', kind: 'personal' }, sender: { id: 's' }, text: '履歴' },
      async (piece) => {
        if (piece.kind === 'file') throw new Error('too large');
        sent.push(textOf([piece]));
        return undefined;
      },
    );
    expect(sent.at(-1)).toBe('ファイル「履歴.txt」を送信できませんでした。しばらくしてからもう一度お試しください。');
  });
});

describe('長くかかる仕事', () => {
  it('一度だけ、していることを伝える', async () => {
    const { conversation, finish } = slow();
    const room = openRoom(conversation, undefined, { lateMs: 20 });
    const saying = room.read('質問');
    await wait(120);
    finish[0]?.();
    expect(await saying).toBe('質問を受け付けました。\n規程を調べています…\n質問の回答');
  });

  it('「中止」で止まり、止まったことを一度だけ伝え、次の質問に答える', async () => {
    const { conversation, finish } = slow();
    const room = openRoom(conversation);
    const saying = room.read('質問');
    await wait(20);
    await room.say('中止');
    expect(await saying).toBe('質問を受け付けました。\n中止しました。');
    expect(room.sent).toHaveLength(2);
    const next = room.read('次の質問');
    await wait(20);
    finish[1]?.();
    expect(await next).toContain('次の質問の回答');
  });

  it('始まろうとしているところでも、「中止」で止まる', async () => {
    const { conversation } = slow();
    const room = openRoom(conversation);
    const saying = room.read('質問');
    await room.say('キャンセル');
    expect(await saying).toBe('質問を受け付けました。\n中止しました。');
    expect(room.sent).toHaveLength(2);
  });

  it('止めた「中止」が再び届いても、次の仕事は止めない', async () => {
    const { conversation, finish } = slow();
    const room = openRoom(conversation);
    const saying = room.say('質問');
    await wait(20);
    await room.say('中止', { id: 'stop' });
    await saying;
    expect(await room.say('中止', { id: 'stop' })).toEqual([]);
    const next = room.read('次の質問');
    await wait(20);
    finish[1]?.();
    expect(await next).toContain('次の質問の回答');
  });

  it('ほかの人の「中止」では止まらない', async () => {
    const { conversation, finish } = slow();
    const room = openRoom(conversation);
    const saying = room.read('質問');
    await wait(20);
    expect(await room.read('中止', { sender: { id: 'taro' } })).toContain('中止する処理はありません。');
    finish[0]?.();
    expect(await saying).toContain('質問の回答');
  });

  it('一人のメッセージは順に、別の人のメッセージは並んで扱う', async () => {
    const { conversation, finish, order } = slow();
    const room = openRoom(conversation);
    const both = [room.say('一'), room.say('二'), room.say('三', { sender: { id: 'taro' } })];
    await wait(30);
    expect(order).toEqual(['begin 一', 'begin 三']);
    finish[0]?.();
    finish[1]?.();
    await wait(30);
    finish[2]?.();
    await Promise.all(both);
    expect(order.slice(-2)).toEqual(['begin 二', 'end 二']);
  });

  it('外からの中止の合図も、会話に届く', async () => {
    const { conversation } = slow();
    const room = openRoom(conversation);
    const abort = new AbortController();
    const message = { id: 'x', channel: 'logo', text: '質問' } as const;
    const answering = room.channel.answer(
      { ...message, conversation: { id: 'r', kind: 'personal' }, sender: { id: 's' } },
      room.send,
      abort.signal,
    );
    await wait(20);
    abort.abort();
    await answering;
    expect(textOf(room.sent)).toContain('中止しました。');
  });
});

describe('送れないもの', () => {
  it.each([
    ['note', '文案の作成'],
    ['select', 'お選びください。\n1. 短く'],
    ['confirm', '「はい」か「いいえ」でお答えください。'],
  ])('送れない%sは、言葉にして送る', async (kind, words) => {
    const draft = {
      kind: 'draft' as const,
      label: '文案',
      text: 'お知らせします。'.repeat(200),
      choices: [{ label: '短く', action: { name: 'draft.rewrite', data: {} } }],
    };
    const form = { kind: 'form' as const, fields: [], submit: { label: '作る', action: { name: 'x', data: {} } } };
    const part = kind === 'confirm' ? form : draft;
    const room = openRoom(scripted([[final(answer('文案の作成', part))]]).conversation, withStamps);
    const sent: string[] = [];
    await room.channel.answer(
      { id: 'x', channel: 'logo', conversation: { id: 'r', kind: 'personal' }, sender: { id: 's' }, text: '文案' },
      async (piece) => {
        if (piece.kind === kind) throw new Error('refused');
        sent.push(textOf([piece]));
        return undefined;
      },
    );
    expect(sent.join('\n')).toContain(words);
    if (kind === 'note') expect(sent.join('').match(/お知らせします。/g)).toHaveLength(200);
    expect(sent.join('\n')).not.toContain('お送りできなかった');
  });

  it('答えの文を送れなければ、送れなかったと伝える', async () => {
    const room = openRoom(scripted([]).conversation);
    const sent: string[] = [];
    await room.channel.answer(
      { id: 'x', channel: 'logo', conversation: { id: 'r', kind: 'personal' }, sender: { id: 's' }, text: '質問' },
      async (piece) => {
        if (textOf([piece]) === 'はい') throw new Error('refused');
        sent.push(textOf([piece]));
        return undefined;
      },
    );
    expect(sent.at(-1)).toBe('お送りできなかった部分があります。お手数ですが、もう一度お送りください。');
  });
});
