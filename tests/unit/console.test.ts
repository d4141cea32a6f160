import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Part } from '../../src/answer.ts';
import { createConsoleChannel } from '../../src/channels/console/consoleChannel.ts';
import type { Conversation, IncomingMessage, ReplyEvent } from '../../src/conversation/message.ts';
import { KanameError } from '../../src/errors.ts';
import { answer, choices, final, noticeForm } from './textFixture.ts';

/** A terminal whose user types when the prompt is there, and a conversation that answers as it is told. */
function terminal(replies: readonly ReplyEvent[][], { isTTY = false } = {}) {
  const received: IncomingMessage[] = [];
  const signals: AbortSignal[] = [];
  const conversation: Conversation = {
    async *handle(message, signal) {
      received.push(message);
      if (signal !== undefined) signals.push(signal);
      yield { kind: 'accepted' };
      for (const event of replies[received.length - 1] ?? []) yield event;
    },
    async react() {},
    welcome: () => answer('ようこそ', choices('規程を調べる', '要約する')),
  };
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  let printed = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const channel = createConsoleChannel({ conversation, input, output, user: '職員' });
  const type = (...lines: string[]) => input.write(lines.map((line) => `${line}\n`).join(''));
  return { channel, input, type, received, signals, printed: () => printed };
}

describe('端末での会話', () => {
  it('あいさつし、書かれたことを渡し、回答を書き、「終了」で終わる', async () => {
    const { channel, type, received, printed } = terminal([
      [final(answer('回答です', { kind: 'text', text: '本文' }))],
    ]);
    type('有休は何日前まで？', '終了');
    await channel.ended;
    expect(received).toMatchObject([
      {
        channel: 'console',
        conversation: { kind: 'personal' },
        sender: { id: '職員' },
        text: '有休は何日前まで？',
      },
    ]);
    expect(printed()).toMatch(/ようこそ[\s\S]*■ 回答です[\s\S]*本文/);
  });

  it('番号は、直前の回答の選択肢を押したことになる。全角でもよい', async () => {
    const { channel, type, received } = terminal([
      [final(answer('一', choices('甲', '乙', '丙')))],
      [final(answer('二'))],
    ]);
    type('2', '３', '終了');
    await channel.ended;
    expect(received.map(({ text, action }) => ({ text, action }))).toEqual([
      { text: '', action: { name: 'say', data: { text: '要約する' } } },
      { text: '', action: { name: 'say', data: { text: '丙' } } },
    ]);
  });

  it('ない番号は渡さず、選べる番号を示す', async () => {
    const { channel, type, received, printed } = terminal([]);
    type('9', '終了');
    await channel.ended;
    expect(received).toEqual([]);
    expect(printed()).toContain('1から2までの番号か、選択肢の言葉を送ってください。');
  });

  it('選択肢がなければ、数字もそのまま渡す', async () => {
    const { channel, type, received } = terminal([[final(answer('一'))], [final(answer('二'))]]);
    type('こんにちは', '5', '終了');
    await channel.ended;
    expect(received.map(({ text }) => text)).toEqual(['こんにちは', '5']);
  });

  it('文案の選択肢は、その文案と一緒に渡す', async () => {
    const shorter = { label: '短く', action: { name: 'draft.rewrite', data: { how: 'shorter' } } };
    const draft: Part = { kind: 'draft', label: '文案', text: 'お知らせします。', choices: [shorter] };
    const { channel, type, received, printed } = terminal([
      [final(answer('文案です', draft))],
      [final(answer('済み'))],
    ]);
    type('文案', '1', '終了');
    await channel.ended;
    expect(printed()).toContain('お知らせします。');
    expect(received[1]?.action).toEqual({
      name: 'draft.rewrite',
      data: { how: 'shorter', draft: 'お知らせします。' },
    });
  });

  const form = { ...noticeForm, title: '通知文の材料' };

  it('フォームは一項目ずつ尋ね、必須の項目と範囲外の番号は尋ね直し、まとめて渡す', async () => {
    const { channel, type, received, printed } = terminal([
      [final(answer('作成', form))],
      [final(answer('できました'))],
    ]);
    type('文案', '', '年末調整', '一行目', '二行目', '', '7', '1', '', 'はい', '終了');
    await channel.ended;
    expect(received[1]?.action).toEqual({
      name: 'draft.write',
      data: { genre: 'notice', subject: '年末調整', content: '一行目\n二行目', tone: 'request', deadline: '' },
    });
    expect(printed()).toContain('「件名」は必須の項目です。');
    expect(printed()).toContain('この質問は、選択肢の番号か言葉でお答えください。');
    expect(printed()).toContain('1. 件名：年末調整\n2. 内容：一行目 ／ 二行目\n3. 種類：依頼\n4. 期限：（記入なし）');
    expect(printed()).toContain('できました');
  });

  it('フォームは「中止」でやめられ、会話は続く', async () => {
    const { channel, type, received } = terminal([[final(answer('作成', form))], [final(answer('次'))]]);
    type('文案', '中止', '別の質問', '終了');
    await channel.ended;
    expect(received.map(({ text }) => text)).toEqual(['文案', '別の質問']);
  });

  it('確認で項目の番号を送れば、その項目だけを直してから進む', async () => {
    const { channel, type, received } = terminal([[final(answer('作成', form))], [final(answer('できました'))]]);
    type('文案', '年末調整', '一行目', '', 'そのまま', '', '1', '扶養控除', 'はい', '終了');
    await channel.ended;
    expect(received[1]?.action?.data).toMatchObject({ subject: '扶養控除', content: '一行目', tone: 'notice' });
  });

  it('何行も書く項目でも、「中止」の一行でやめられる', async () => {
    const { channel, type, received, printed } = terminal([[final(answer('作成', form))], [final(answer('次'))]]);
    type('文案', '年末調整', '一行目', '中止', '別の質問', '終了');
    await channel.ended;
    expect(received.map(({ text }) => text)).toEqual(['文案', '別の質問']);
    expect(printed()).toContain('項目の入力を中止しました。');
  });

  it('送信に失敗しても記入した内容は残り、「はい」でもう一度送れる', async () => {
    const error = new KanameError('model_busy', 'ただいま混み合っています。');
    const { channel, type, received } = terminal([
      [final(answer('作成', form))],
      [{ kind: 'failure', error }],
      [final(answer('できました'))],
    ]);
    type('文案', '年末調整', '一行目', '', '', '', 'はい', 'はい', '終了');
    await channel.ended;
    expect(received[2]?.action).toEqual(received[1]?.action);
  });

  it('「条文1」で、引用した条文の全文を開く', async () => {
    const citation = {
      article: 'a',
      clause: 'p1',
      document: '休暇規程',
      label: '第3条第2項',
      quote: '前日までに届け出る。',
      articleText: '職員は休暇を受けられる。\n２　前日までに届け出る。\n３　所属長は時季を変更できる。',
    };
    const cited = answer('有休の届出', { kind: 'citations', title: '根拠', citations: [citation] });
    const { channel, type, received, printed } = terminal([[final(cited)]]);
    type('有休は？', '条文１', '終了');
    await channel.ended;
    expect(received).toHaveLength(1);
    expect(printed()).toContain('休暇規程 第3条第2項\n\n職員は休暇を受けられる。');
    expect(printed()).toContain('３　所属長は時季を変更できる。');
  });

  it('失敗は、その文で伝え、会話は続く', async () => {
    const error = new KanameError('model_busy', 'ただいま混み合っています。', new Error('secret-key'));
    const { channel, type, received, printed } = terminal([[{ kind: 'failure', error }], [final(answer('次'))]]);
    type('一', '二', '終了');
    await channel.ended;
    expect(printed()).toContain('ただいま混み合っています。');
    expect(printed()).not.toContain('secret-key');
    expect(received).toHaveLength(2);
  });

  it('入力が尽きれば終わる', async () => {
    const { channel, input, type, received } = terminal([[final(answer('一'))]]);
    type('質問');
    input.end();
    await channel.ended;
    expect(received).toHaveLength(1);
  });

  it('途中経過は一行に書き、端末では最後に消す', async () => {
    const events: ReplyEvent[] = [
      { kind: 'progress', text: '規程を調べています' },
      { kind: 'partial', text: 'だんだん伸びる文' },
      final(answer('一')),
    ];
    const plain = terminal([events]);
    plain.type('質問', '終了');
    await plain.channel.ended;
    expect(plain.printed()).toContain('… 規程を調べています\n');
    expect(plain.printed()).not.toContain('だんだん');

    const tty = terminal([events], { isTTY: true });
    tty.type('質問');
    await wait(100);
    tty.type('終了');
    await tty.channel.ended;
    const cleared = '\r\x1b[2K';
    expect(tty.printed()).toContain(`${cleared}… 規程を調べています${cleared}だんだん伸びる文${cleared}`);
  });

  it('端末に貼り付けた何行もの文章は、一つの発言になる', async () => {
    const { channel, type, received } = terminal([[final(answer('一'))]], { isTTY: true });
    type('要約', '一行目です。', '二行目です。');
    await wait(150);
    type('終了');
    await channel.ended;
    expect(received.map(({ text }) => text)).toEqual(['要約\n一行目です。\n二行目です。']);
  });

  it('Ctrl-C は、回答の途中なら回答を止め、待っているときなら終わる', async () => {
    let stopped = false;
    const input = new PassThrough();
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
    output.resume();
    const conversation: Conversation = {
      async *handle(_message, signal) {
        yield { kind: 'accepted' };
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        stopped = true;
        yield { kind: 'failure', error: new KanameError('cancelled', '中止しました。') };
      },
      async react() {},
      welcome: () => answer('ようこそ'),
    };
    const channel = createConsoleChannel({ conversation, input, output });
    input.write('質問\n');
    await wait(100);
    input.write('\x03');
    await wait(50);
    expect(stopped).toBe(true);
    input.write('\x03');
    await channel.ended;
  });

  it('止めるときは、動いている回答を待ち、猶予を過ぎれば中止する', async () => {
    let aborted = false;
    const input = new PassThrough();
    const conversation: Conversation = {
      async *handle(_message, signal) {
        yield { kind: 'accepted' };
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        aborted = true;
      },
      async react() {},
      welcome: () => answer('ようこそ'),
    };
    const channel = createConsoleChannel({ conversation, input, output: new PassThrough().resume() });
    input.write('質問\n');
    await wait(30);
    await channel.stop(50);
    expect(aborted).toBe(true);
  });
});
