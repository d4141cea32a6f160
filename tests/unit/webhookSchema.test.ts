import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { messageSchema, readAs } from '../../src/channels/logo/webhook/messageSchema.ts';
import { createOutbox } from '../../src/channels/logo/webhook/outbox.ts';
import { Refusal } from '../../src/channels/logo/webhook/refusal.ts';
import { emptyReply } from '../../src/channels/logo/webhook/reply.ts';
import { projectFile } from '../../src/projectFiles.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
formats.default(ajv);
const schemaOf = (name: string) =>
  JSON.parse(readFileSync(projectFile(`docs/schemas/logo-webhook-${name}.schema.json`), 'utf8'));
const isMessage = ajv.compile(schemaOf('message'));
const isReply = ajv.compile(schemaOf('reply'));

const least = {
  id: 'm1',
  sentAt: '2026-11-22T09:00:00+09:00',
  conversation: { id: 'room', kind: 'personal' },
  sender: { id: 'hanako' },
  text: '有給休暇は何日ですか',
  reply: { mode: 'response' },
};
const { text: _, ...silent } = least;
const file = { name: '議事録.docx', contentType: 'application/octet-stream', content: 'AAEC' };
const callback = { mode: 'callback', url: 'https://relay.example/' };
const change = (field: string, value: unknown) => [
  `${field} が ${JSON.stringify(value)}`,
  { ...least, [field]: value },
];

const good: readonly (readonly [string, unknown])[] = [
  ['最小のメッセージ', least],
  ['UTCの時刻と小数の秒', { ...least, sentAt: '2026-11-22T00:00:00.123Z' }],
  ['すべての読み手', { ...least, conversation: { id: 'r', kind: 'channel', members: ['太郎', 'b'] }, mentioned: true }],
  ['名前', { ...least, sender: { id: 'hanako', name: '山田 花子' } }],
  ['押された選択肢だけ', { ...silent, pressed: { stamp: 'm0/2', option: 0 } }],
  ['ファイルだけ', { ...silent, files: [file] }],
  ['ファイルと空の本文', { ...least, text: '', files: [{ ...file, content: '' }] }],
  ['加わった知らせ', { ...silent, joined: true }],
  ['コールバック', { ...least, reply: callback }],
  ['取りにいく返信', { ...least, reply: { mode: 'poll' } }],
  ['表示できるもの', { ...least, reply: { mode: 'response', shows: ['buttons', 'notes', 'files'] } }],
  ['200文字のID', { ...least, id: '𠮷'.repeat(200) }],
];

const bad: readonly (readonly unknown[])[] = [
  ['配列', [least]],
  ['null', null],
  ['文字列', 'text'],
  ['空のオブジェクト', {}],
  change('id', 123),
  change('id', ''),
  change('id', 'a\nb'),
  change('id', 'あ'.repeat(201)),
  change('sentAt', '2026-11-22'),
  change('sentAt', '2026-11-22T09:00:00'),
  change('sentAt', '2026-11-22T09:00+09:00'),
  change('sentAt', '2026-02-30T09:00:00Z'),
  change('sentAt', 1795305600),
  change('conversation', 'room'),
  change('conversation', { id: 'room' }),
  change('conversation', { id: 5, kind: 'personal' }),
  change('conversation', { id: 'room', kind: 'pair' }),
  change('conversation', { id: 'room', kind: 'group', members: [1] }),
  ['多すぎる読み手', { ...least, conversation: { id: 'r', kind: 'group', members: Array(1001).fill('a') } }],
  change('sender', { name: '花子' }),
  change('sender', { id: 'hanako', name: 5 }),
  change('text', ' 　\n'),
  change('text', 5),
  change('text', null),
  ['何もないメッセージ', silent],
  ['空のファイルの並び', { ...silent, files: [] }],
  change('pressed', { stamp: 's' }),
  change('pressed', { stamp: '', option: 0 }),
  change('pressed', { stamp: 's', option: -1 }),
  change('pressed', { stamp: 's', option: 1.5 }),
  change('files', [{ ...file, content: 'AAE' }]),
  change('files', [{ ...file, content: 'AA=A' }]),
  change('files', [{ ...file, content: 'AA\nC=' }]),
  change('files', [{ ...file, content: 'AA-_' }]),
  change('files', [{ ...file, name: '../passwd' }]),
  change('files', [{ ...file, contentType: 'text' }]),
  change('files', Array(6).fill(file)),
  change('joined', false),
  change('mentioned', 'true'),
  change('reply', undefined),
  change('reply', { mode: 'push' }),
  change('reply', { mode: 'callback' }),
  change('reply', { mode: 'poll', url: 'https://relay.example/' }),
  change('reply', { ...callback, shows: ['images'] }),
  change('mentionned', true),
  change('constructor', {}),
  ['__proto__ という項目', JSON.parse(`{"__proto__":{"mentioned":true},${JSON.stringify(least).slice(1)}`)],
];

describe('メッセージの形', () => {
  it.each(good)('%s を、プログラムもJSON Schemaも認める', (_name, body) => {
    const wire = JSON.parse(JSON.stringify(body));
    expect([isMessage(wire), isMessage.errors]).toEqual([true, null]);
    expect(messageSchema.safeParse(wire).error).toBeUndefined();
  });

  it.each(bad)('%s は、プログラムもJSON Schemaも認めない', (_name, body) => {
    expect([isMessage(body), messageSchema.safeParse(body).success]).toEqual([false, false]);
  });

  it.each(bad)('%s を断るときは、直し方を日本語の文で伝える', (_name, body) => {
    const thrown = (() => {
      try {
        return readAs(messageSchema, body);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(Refusal);
    const { status, sentence } = thrown as Refusal;
    expect(status).toBe(400);
    expect(sentence).toMatch(/^(?:本文|「[\w.]+」)が正しくありません。.*[ぁ-ん].*。$/);
    expect(sentence).not.toMatch(/Invalid|expected|undefined/);
  });

  it('数値のIDには、文字列で書くように伝える', () => {
    expect(() => readAs(messageSchema, { ...least, sender: { id: 123 } })).toThrow(
      expect.objectContaining({ sentence: expect.stringMatching(/^「sender\.id」が正しくありません。.*文字列/) }),
    );
  });

  it('使えない項目は、名前を挙げて断る', () => {
    expect(() => readAs(messageSchema, { ...least, mentionned: true })).toThrow(
      expect.objectContaining({ sentence: expect.stringContaining('mentionned') }),
    );
  });
});

describe('返信の形', () => {
  const messageFor = (shows: readonly ('buttons' | 'notes' | 'files')[]) =>
    readAs(messageSchema, { ...least, reply: { mode: 'response', shows } });

  async function say(shows: readonly ('buttons' | 'notes' | 'files')[], bytes = 10) {
    const outbox = createOutbox(messageFor(shows));
    const stamps = [
      await outbox.send({ kind: 'text', text: '本文' }),
      await outbox.send({ kind: 'note', title: '題', text: '長い文章' }),
      await outbox.send({ kind: 'select', question: 'どちらですか', options: ['ア', 'イ'] }),
      await outbox.send({ kind: 'confirm', question: '消しますか' }),
      await outbox.send({ kind: 'file', name: 'a.csv', contentType: 'text/csv', bytes: Buffer.alloc(bytes, 'あ') }),
    ];
    return { stamps, parts: outbox.cut(true) };
  }

  it('どの種類も、どの状態も、JSON Schemaのとおりである', async () => {
    const { parts } = await say(['buttons', 'notes', 'files']);
    expect(parts).toHaveLength(1);
    expect(parts[0]?.messages.map(({ kind }) => kind)).toEqual(['text', 'note', 'choices', 'confirm', 'file']);
    const message = messageFor([]);
    for (const reply of [...parts, emptyReply(message, false), emptyReply(message, true, true)]) {
      expect([isReply({ ...reply }), isReply.errors]).toEqual([true, null]);
      expect(isReply({ ...reply, sentAt: new Date().toISOString() })).toBe(true);
    }
  });

  it.each([
    ['知らない種類', { messages: [{ kind: 'card', text: 'a' }] }],
    ['余計な項目', { trace: 'x' }],
    ['番号のない部分', { part: undefined }],
    ['表示するもののある0番', { part: 0 }],
    ['番号のある重複', { duplicate: true }],
  ])('JSON Schemaは、%sを認めない', async (_name, fields) => {
    const { parts } = await say([]);
    expect(isReply(JSON.parse(JSON.stringify({ ...parts[0], ...fields })))).toBe(false);
  });

  it('押せるものには、押されたことを伝えるための、その返信だけの stamp を付ける', async () => {
    const { stamps, parts } = await say(['buttons']);
    const [, , choices, confirm] = parts[0]?.messages ?? [];
    expect(stamps).toEqual([undefined, undefined, 'm1/3', 'm1/4', undefined]);
    expect([choices, confirm]).toMatchObject([{ stamp: 'm1/3' }, { stamp: 'm1/4' }]);
  });

  it('ボタンを表示できない相手には、確認を文章で送る', async () => {
    const { stamps, parts } = await say([]);
    expect(stamps[3]).toBeUndefined();
    expect(parts[0]?.messages[3]).toEqual({
      kind: 'text',
      text: '消しますか\n「はい」か「いいえ」でお答えください。',
    });
  });

  it('大きすぎるファイルの代わりに、送れなかったことを伝える', async () => {
    const { parts } = await say(['files'], 600 * 1024 + 1);
    expect(parts[0]?.messages[4]).toEqual({
      kind: 'text',
      text: 'ファイル「a.csv」は大きすぎるため、お送りできませんでした。',
    });
  });

  it('大きな返信は、保存できる大きさに分け、最後だけを終わりとする', async () => {
    const outbox = createOutbox(messageFor(['files']));
    const bytes = Buffer.alloc(600 * 1024, 1);
    for (let at = 0; at < 3; at += 1) {
      await outbox.send({ kind: 'file', name: `${at}.bin`, contentType: 'application/octet-stream', bytes });
      await outbox.send({ kind: 'text', text: `${at}` });
    }
    const parts = outbox.cut(true);
    expect(parts.map(({ part, done }) => [part, done])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(parts.flatMap(({ messages }) => messages)).toHaveLength(6);
    for (const part of parts) {
      expect(Buffer.byteLength(JSON.stringify(JSON.stringify(part)))).toBeLessThan(1024 * 1024);
    }
  });
});
