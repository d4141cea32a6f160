import { describe, expect, it } from '@jest/globals';
import { stateAfter } from '../../src/channels/text/pieces/shownAnswer.ts';
import {
  decodeStamp,
  decodeState,
  encode,
  nothingYet,
  withHandled,
} from '../../src/channels/text/state/dialogueState.ts';
import { KanameError } from '../../src/errors.ts';
import type { DialogueStore } from '../../src/stores/dialogues.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { answer, choices, final, numbersOnly, openRoom, scripted, textOf, withStamps } from './textFixture.ts';

const HOUR = 60 * 60 * 1000;

/** A memory store whose clock can be moved and whose parts can fail. */
function store() {
  let time = Date.parse('2026-11-22T01:00:00Z');
  const memory = createMemoryDialogues({ now: () => new Date(time) });
  const failing = { get: false, put: false, clear: false };
  const orFail = async <T>(part: keyof typeof failing, work: () => Promise<T>): Promise<T> => {
    if (failing[part]) throw new KanameError('store_unavailable', '保存先に接続できません。');
    return work();
  };
  const dialogues: DialogueStore = {
    put: (...given) => orFail('put', () => memory.put(...given)),
    get: (...given) => orFail('get', () => memory.get(...given)),
    clear: (...given) => orFail('clear', () => memory.clear(...given)),
    close: () => memory.close(),
  };
  const pass = (ms: number) => {
    time += ms;
  };
  return { dialogues, failing, pass };
}

const form = {
  kind: 'form' as const,
  fields: [
    { id: 'a', label: '件名', kind: 'line' as const, required: true },
    { id: 'b', label: '本文', kind: 'lines' as const, required: true },
  ],
  submit: { label: '作る', action: { name: 'draft.write', data: {} } },
};

describe('覚えておくこと', () => {
  it('選択肢は一日、スタンプは一週間で忘れる', async () => {
    const { dialogues, pass } = store();
    const { conversation, received } = scripted([[final(answer('一', choices('甲')))]]);
    const room = openRoom(conversation, withStamps, { dialogues });
    await room.say('何か');
    pass(25 * HOUR);
    await room.say('1');
    expect(received[1]?.text).toBe('1');
    await room.press('甲');
    expect(received[2]?.action?.data.text).toBe('甲');
    pass(6 * 24 * HOUR);
    expect(textOf(await room.press('甲'))).toContain('古くなったため');
  });

  it('「リセット」の回答のあとは、何も残っていない', async () => {
    const { dialogues } = store();
    const { conversation, received } = scripted([
      [final(answer('一', choices('甲')))],
      [final({ ...answer('消去しました'), forgets: true })],
    ]);
    const room = openRoom(conversation, withStamps, { dialogues });
    await room.say('何か');
    await room.say('リセット', { id: 'reset', sender: { id: 'taro' } });
    await room.say('1');
    expect(received[2]?.text).toBe('1');
    expect(textOf(await room.press('甲'))).toContain('古くなったため');
    expect(await room.say('リセット', { id: 'reset', sender: { id: 'taro' } })).toEqual([]);
  });

  it('消去できなかったときは、消えたと思わせない', async () => {
    const { dialogues, failing } = store();
    const { conversation } = scripted([[final({ ...answer('消去しました'), forgets: true })]]);
    failing.clear = true;
    expect(await openRoom(conversation, numbersOnly, { dialogues }).read('リセット')).toContain(
      '選択肢や入力途中の内容は、消去できませんでした。',
    );
  });

  it('読めないときは、番号を取り違えずに、失敗を伝える', async () => {
    const { dialogues, failing } = store();
    const { conversation, received } = scripted([]);
    failing.get = true;
    expect(await openRoom(conversation, numbersOnly, { dialogues }).say('1')).toEqual([
      { kind: 'text', text: '保存先に接続できません。' },
    ]);
    expect(received).toEqual([]);
  });

  it('書けないときも回答は届き、番号では選べないと伝える', async () => {
    const { dialogues, failing } = store();
    const { conversation } = scripted([
      [final(answer('一', { kind: 'text', text: '本文' }, choices('甲')))],
      [final(answer('二'))],
    ]);
    const room = openRoom(conversation, numbersOnly, { dialogues });
    failing.put = true;
    const said = await room.read('何か');
    expect(said).toContain('本文');
    expect(said).toContain('保存できなかったため、お使いいただけません。');
    expect(said).not.toContain('1. 甲');
    expect(await room.read('別のこと')).toBe('質問を受け付けました。\n二');
  });

  it('様式の答えを書けないときは、失敗を伝え、同じ質問に答え直せる', async () => {
    const { dialogues, failing } = store();
    const { conversation, received } = scripted([[final(answer('作成', form))]]);
    const room = openRoom(conversation, numbersOnly, { dialogues });
    await room.say('文案');
    failing.put = true;
    expect(await room.read('件名です')).toBe('保存先に接続できません。');
    failing.put = false;
    expect(await room.read('件名です')).toContain('件名：件名です');
    await room.say('本文です');
    await room.say('はい');
    expect(received[1]?.action?.data).toEqual({ a: '件名です', b: '本文です' });
  });

  it('大きすぎて覚えられない答えのあとに、前の答えの選択肢は選ばれない', async () => {
    const random = () => Math.random().toString(36);
    const label = Array.from({ length: 150_000 }, random).join('');
    const { conversation, received } = scripted([
      [final(answer('一', choices('甲')))],
      [final(answer('二', { kind: 'choices', choices: [{ label: '乙', action: { name: 'x', data: { label } } }] }))],
    ]);
    const room = openRoom(conversation, numbersOnly);
    await room.say('何か');
    expect(await room.read('別のこと')).toContain('保存できなかったため、お使いいただけません。');
    await room.say('1');
    expect(received[2]).toMatchObject({ text: '1' });
    expect(received[2]?.action).toBeUndefined();
  });

  it('あいさつを覚えられなくても、あいさつはする', async () => {
    const { dialogues, failing } = store();
    failing.put = true;
    expect(textOf(await openRoom(scripted([]).conversation, numbersOnly, { dialogues }).greet())).toContain('ようこそ');
  });

  it.each([
    '',
    'null',
    '[]',
    '{"version":1',
    '{"version":1}',
    '{"version":1,"kept":{"page":0,"handled":[],"shown":{"entries":3}}}',
    '{"version":1,"kept":{"page":0,"handled":[],"form":{"step":1}}}',
    '{"version":0,"kept":{"page":0,"handled":["x"]}}',
    '{"version":1,"brotli":"こわれた"}',
  ])('こわれた内容や古い版の内容（%s）は、なかったことにする', async (kept) => {
    const { dialogues } = store();
    await dialogues.put('room', 'last:hanako', kept, 1000);
    await dialogues.put('room', 'stamp:s', kept, 1000);
    const { conversation, received } = scripted([]);
    const room = openRoom(conversation, withStamps, { dialogues });
    expect(await room.read('1')).toContain('はい');
    expect(received[0]?.text).toBe('1');
    expect(await room.read('', { pressed: { stamp: 's', option: 0 } })).toContain('古くなったため');
  });

  it('長い内容は縮めて覚え、元のとおりに思い出す', () => {
    const given = 'とても長い入力の内容です。'.repeat(15_000);
    const rewrite = (label: string) => ({ label, action: { name: 'draft.rewrite', data: { how: label, given } } });
    const drafted = answer('文案', {
      kind: 'draft',
      label: '文案',
      text: given,
      choices: ['短く', '丁寧に', 'やさしく'].map(rewrite),
    });
    const state = stateAfter(drafted, 'm1', numbersOnly);
    const kept = encode(state);
    expect(Buffer.byteLength(kept)).toBeLessThan(200_000);
    expect(decodeState(kept)).toEqual(state);
    expect(decodeStamp(kept)).toBeUndefined();
  });

  it('扱ったメッセージの番号は、新しいものだけを覚える', () => {
    const ids = Array.from({ length: 50 }, (_, i) => `m${i}`);
    const { handled } = ids.reduce((state, id) => withHandled(state, [id]), nothingYet);
    expect(handled).toEqual(ids.slice(-20));
  });
});
