import { describe, expect, it } from '@jest/globals';
import { answer, choices, final, openRoom, scripted, withStamps } from './textFixture.ts';

describe('文字だけの会話', () => {
  it('まず受け付けたことを伝え、回答は別の文で送る', async () => {
    const { conversation, received } = scripted([[final(answer('回答です', { kind: 'text', text: '本文です。' }))]]);
    const room = openRoom(conversation);
    expect(await room.say('有休は何日前まで？')).toEqual([
      { kind: 'text', text: '質問を受け付けました。' },
      { kind: 'text', text: '回答です\n\n本文です。' },
    ]);
    expect(received[0]).toMatchObject({ channel: 'logo', text: '有休は何日前まで？', sender: { id: 'hanako' } });
  });

  it('番号は、全角でも、直前の選択肢を押したことになる', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices('甲', '乙', '丙')))]]);
    const room = openRoom(conversation);
    expect(await room.read('何か')).toContain('【番号を送ってお選びください】\n1. 甲\n2. 乙\n3. 丙');
    await room.say('３');
    expect(received[1]).toMatchObject({ text: '', action: { name: 'say', data: { text: '丙' } } });
  });

  it('スタンプの選択肢を押せる', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices('甲', '乙')))]]);
    const room = openRoom(conversation, withStamps);
    expect((await room.say('何か')).at(-1)).toEqual({
      kind: 'select',
      question: 'お選びください。',
      options: ['甲', '乙'],
    });
    await room.press('乙');
    expect(received[1]?.action).toEqual({ name: 'say', data: { text: '乙' } });
  });
});
