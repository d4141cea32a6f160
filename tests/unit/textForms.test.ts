import { describe, expect, it } from '@jest/globals';
import { KanameError } from '../../src/errors.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { answer, choices, final, noticeForm as form, openRoom, scripted, textOf, withStamps } from './textFixture.ts';

const opened = () => scripted([[final(answer('通知文の作成', { kind: 'text', text: '作ります。' }, form))]]);
const filled = ['年末調整', '一行目\n二行目', '依頼', '省略'];

describe('様式を一問ずつ尋ねる', () => {
  it('項目の名前、必須か任意か、例を示し、確認のうえ、まとめて渡す', async () => {
    const { conversation, received } = opened();
    const room = openRoom(conversation);
    const first = await room.read('文案');
    expect(first).toContain('作ります。');
    expect(first).toContain('順にお尋ねします。');
    expect(first).toContain('質問1／4　件名（必須）\n例：提出について');
    expect(await room.read('年末調整')).toBe('件名：年末調整\n\n質問2／4　内容（必須）\n何行でも書けます。');
    expect(await room.read('一行目\n二行目')).toBe(
      '内容：一行目 ／ 二行目\n\n質問3／4　種類（任意）\n現在の内容：通知（このままでよければ「そのまま」）\n残りの項目を書かずに進むときは「ここまで」\n1. 依頼\n2. 通知\n3. 省略',
    );
    expect(await room.read('１')).toContain('種類：依頼\n\n質問4／4　期限（任意）\n書かないときは「省略」');
    const confirmation = await room.read('省略');
    expect(confirmation).toContain(
      '1. 件名：年末調整\n2. 内容：一行目 ／ 二行目\n3. 種類：依頼\n4. 期限：（記入なし）',
    );
    expect(confirmation).toContain('この内容で「文案を作る」に進みます。');
    expect(received).toHaveLength(1);
    expect(await room.read('はい')).toMatch(/^受け付けました。/);
    expect(received[1]).toMatchObject({ text: '' });
    expect(received[1]?.action).toEqual({
      name: 'draft.write',
      data: { genre: 'notice', subject: '年末調整', content: '一行目\n二行目', tone: 'request', deadline: '' },
    });
  });

  it('途中の質問には、受け付けの言葉を挟まない', async () => {
    const room = openRoom(opened().conversation);
    await room.say('文案');
    expect(textOf(await room.say('年末調整'))).not.toContain('受け付けました');
  });

  it('必須の項目は、省略しても空でも、尋ね直す', async () => {
    const room = openRoom(opened().conversation);
    await room.say('文案');
    for (const typed of ['省略', '', 'そのまま', 'ここまで'])
      expect(await room.read(typed)).toContain('「件名」は必須の項目です。');
  });

  it('「戻る」で前の質問に戻り、前の答えを「そのまま」残せる', async () => {
    const { conversation, received } = opened();
    const room = openRoom(conversation);
    await room.say('文案');
    await room.say('年末調整');
    await room.say('本文');
    expect(await room.read('戻る')).toContain('現在の内容：本文（このままでよければ「そのまま」）');
    expect(await room.read('もどる')).toContain('現在の内容：年末調整');
    expect(await room.read('戻る')).toContain('これが最初の質問です。');
    for (const text of ['そのまま', '書き直した本文', 'そのまま', '', 'はい']) await room.say(text);
    expect(received[1]?.action?.data).toMatchObject({
      subject: '年末調整',
      content: '書き直した本文',
      tone: 'notice',
      deadline: '',
    });
  });

  it('必須の項目が埋まれば、「ここまで」で残りを尋ねずに確認へ進む', async () => {
    const { conversation, received } = opened();
    const room = openRoom(conversation);
    for (const text of ['文案', '年末調整', '本文']) await room.say(text);
    expect(await room.read('ここまで')).toContain('4. 期限：（記入なし）');
    await room.say('はい');
    expect(received[1]?.action?.data).toMatchObject({ tone: 'notice' });
  });

  it('「いいえ」で直す項目を番号で選び、そこだけ直して確認に戻る', async () => {
    const { conversation, received } = opened();
    const room = openRoom(conversation);
    await room.say('文案');
    for (const text of filled) await room.say(text);
    expect(await room.read('いいえ')).toContain('どの項目を直しますか。\n1. 件名\n2. 内容\n3. 種類\n4. 期限');
    expect(await room.read('7')).toContain('番号か言葉でお答えください。');
    expect(await room.read('１')).toContain('質問1／4　件名（必須）');
    expect(await room.read('扶養控除')).toContain('1. 件名：扶養控除');
    expect(await room.read('3')).toContain('質問3／4　種類');
    expect(await room.read('戻る')).toContain('この内容で「文案を作る」に進みます。');
    await room.say('はい');
    expect(received[1]?.action?.data).toMatchObject({ subject: '扶養控除', tone: 'request' });
  });

  it('確認に、はいともいいえとも取れない答えなら、答え方を伝え、何も送らない', async () => {
    const { conversation, received } = opened();
    const room = openRoom(conversation);
    await room.say('文案');
    for (const text of filled) await room.say(text);
    expect(await room.read('どうしようかな')).toBe(
      '「はい」か「いいえ」、直す項目の番号（1から4まで）のいずれかでお答えください。',
    );
    expect(received).toHaveLength(1);
  });

  it.each(['中止', 'キャンセル', 'やめる。', '「中止」'])('「%s」でやめられ、会話は続く', async (typed) => {
    const { conversation, received } = opened();
    const room = openRoom(conversation);
    await room.say('文案');
    await room.say('年末調整');
    expect(await room.read(typed)).toBe('項目の入力を中止しました。');
    await room.say('別の質問');
    expect(received[1]?.text).toBe('別の質問');
  });

  it.each(['ヘルプ', '使い方', 'リセット', 'リセットコマンド', '/ask 有休は？'])(
    '「%s」は答えではなく、様式を離れて渡し、離れたことを伝える',
    async (typed) => {
      const { conversation, received } = opened();
      const room = openRoom(conversation);
      await room.say('文案');
      expect(await room.read(typed)).toMatch(/^項目の入力を中止しました。\n質問を受け付けました。/);
      expect(received[1]?.text).toBe(typed);
      await room.say('続き');
      expect(received[2]?.text).toBe('続き');
    },
  );

  it('「規程の改正について」は件名になり、黙って受け取らずに、受け取った内容を示す', async () => {
    const { conversation, received } = opened();
    const room = openRoom(conversation);
    await room.say('文案');
    expect(await room.read('規程 の改正について')).toContain('件名：規程 の改正について');
    expect(received).toHaveLength(1);
  });

  it('添付ファイルは答えにせず、どうすればよいかを伝え、質問を繰り返す', async () => {
    const { conversation, received } = opened();
    const room = openRoom(conversation);
    await room.say('文案');
    const file = { name: '会議録.docx', contentType: 'x', bytes: 1, read: async () => Buffer.alloc(1) };
    const said = await room.read('', { files: [file] });
    expect(said).toContain('ファイルは受け取れません。');
    expect(said).toContain('質問1／4');
    expect(received).toHaveLength(1);
  });

  it('一行の項目に何行も書けば、一行にして受け取る', async () => {
    const room = openRoom(opened().conversation);
    await room.say('文案');
    expect(await room.read('年末\n調整')).toContain('件名：年末 調整');
  });

  it('送るのに失敗しても記入した内容は残り、「はい」で同じ内容をもう一度送れる', async () => {
    const { conversation, received } = scripted([
      [final(answer('作成', form))],
      [{ kind: 'failure', error: new KanameError('model_busy', 'ただいま混み合っています。') }],
    ]);
    const room = openRoom(conversation);
    for (const text of ['文案', ...filled]) await room.say(text);
    expect(await room.read('はい')).toContain('ただいま混み合っています。\nご記入の内容は残っています。');
    await room.say('はい');
    expect(received[2]?.action).toEqual(received[1]?.action);
    await room.say('次');
    expect(received[3]?.text).toBe('次');
  });

  it('様式のほかに選択肢があれば、様式も選択肢の一つになる', async () => {
    const { conversation } = scripted([[final(answer('作成', choices('例を見る'), { ...form, title: '自分で書く' }))]]);
    const room = openRoom(conversation);
    expect(await room.read('文案')).toContain('1. 例を見る\n2. 自分で書く');
    expect(await room.read('2')).toContain('質問1／4');
  });
});

describe('スタンプで答える様式', () => {
  it('選ぶ項目と確認はスタンプになり、押した答えを渡す', async () => {
    const { conversation, received } = opened();
    const room = openRoom(conversation, withStamps);
    await room.say('文案');
    await room.say('年末調整');
    expect((await room.say('本文')).at(-1)).toMatchObject({ kind: 'select', options: ['依頼', '通知', '省略'] });
    await room.press('依頼');
    expect((await room.say('省略')).at(-1)).toMatchObject({ kind: 'confirm' });
    expect((await room.press('いいえ')).at(-1)).toMatchObject({ options: ['件名', '内容', '種類', '期限'] });
    await room.press('期限');
    await room.say('12月5日');
    await room.press('はい');
    expect(received[1]?.action?.data).toMatchObject({ tone: 'request', deadline: '12月5日' });
  });

  it('ほかの人が押しても、別の質問のスタンプを押しても、答えにはならない', async () => {
    const { conversation, received } = opened();
    const room = openRoom(conversation, withStamps);
    for (const text of ['文案', '年末調整', '本文']) await room.say(text);
    expect(textOf(await room.press('通知', { sender: { id: 'taro' } }))).toContain('入力中の方にお尋ねしている');
    await room.press('依頼');
    expect(textOf(await room.press('通知'))).toContain('もう受け付けていません。');
    await room.say('省略');
    await room.press('はい');
    expect(textOf(await room.press('はい'))).toContain('もう受け付けていません。');
    expect(received).toHaveLength(2);
    expect(received[1]?.action?.data.tone).toBe('request');
  });

  it('記入の途中で別のボタンを押せば、様式を離れたと伝えてから、そちらを行う', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices('甲')))], [final(answer('作成', form))]]);
    const room = openRoom(conversation, withStamps);
    await room.say('質問');
    await room.say('文案');
    expect(textOf(await room.press('甲'))).toMatch(/^項目の入力を中止しました。\n受け付けました。/);
    expect(received[2]?.action?.data.text).toBe('甲');
  });

  it('十を超える選択肢も、ページを行き来して答えられる', async () => {
    const options = Array.from({ length: 15 }, (_, i) => ({ label: `課${i + 1}`, value: `d${i + 1}` }));
    const { conversation, received } = scripted([
      [
        final(
          answer('作成', { ...form, fields: [{ id: 'to', label: '宛先', kind: 'choice', required: true, options }] }),
        ),
      ],
    ]);
    const room = openRoom(conversation, withStamps);
    await room.say('文案');
    expect((await room.press('ほかの選択肢')).at(-1)).toMatchObject({ options: expect.arrayContaining(['課15']) });
    await room.press('課12');
    await room.press('はい');
    expect(received[1]?.action?.data.to).toBe('d12');
  });
});

describe('様式と部屋', () => {
  it('ほかの人もいる場では、メンションを付けて答えるように伝える', async () => {
    const room = openRoom(opened().conversation);
    const group = { conversation: { id: 'room', kind: 'group' as const } };
    expect(await room.read('文案', group)).toContain('私あてのメンションを付けてください。');
  });

  it('二人が同じ部屋で別々に記入しても、混ざらない', async () => {
    const { conversation, received } = scripted([[final(answer('作成', form))], [final(answer('作成', form))]]);
    const room = openRoom(conversation);
    const taro = { sender: { id: 'taro' } };
    await room.say('文案');
    await room.say('文案', taro);
    await room.say('花子の件名');
    await room.say('太郎の件名', taro);
    await room.say('太郎の本文', taro);
    await room.say('花子の本文');
    for (const who of [{}, taro]) {
      await room.say('ここまで', who);
      await room.say('はい', who);
    }
    expect(received.slice(2).map(({ action }) => [action?.data.subject, action?.data.content])).toEqual([
      ['花子の件名', '花子の本文'],
      ['太郎の件名', '太郎の本文'],
    ]);
  });

  it('記入の途中で再起動しても、続きから答えられる', async () => {
    const dialogues = createMemoryDialogues({ now: () => new Date('2026-11-22T01:00:00Z') });
    const { conversation, received } = opened();
    const before = openRoom(conversation, undefined, { dialogues });
    await before.say('文案');
    await before.say('年末調整');
    const after = openRoom(conversation, undefined, { dialogues, firstId: 100 });
    expect(await after.read('本文')).toContain('内容：本文');
    await after.say('ここまで');
    await after.say('はい');
    expect(received[1]?.action?.data).toMatchObject({ subject: '年末調整', content: '本文' });
  });

  it('同じメッセージが再び届いても、次の質問の答えにはならず、何も送らない', async () => {
    const dialogues = createMemoryDialogues({ now: () => new Date('2026-11-22T01:00:00Z') });
    const { conversation, received } = opened();
    const room = openRoom(conversation, undefined, { dialogues });
    await room.say('文案', { id: 'first' });
    await room.say('年末調整', { id: 'second' });
    const restarted = openRoom(conversation, undefined, { dialogues, firstId: 100 });
    expect(await restarted.say('文案', { id: 'first' })).toEqual([]);
    expect(await restarted.say('年末調整', { id: 'second' })).toEqual([]);
    expect(await restarted.read('本文')).toContain('内容：本文');
    expect(received).toHaveLength(1);
  });
});
