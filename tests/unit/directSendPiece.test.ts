import { describe, expect, it } from '@jest/globals';
import { createRoomSender } from '../../src/channels/logo/direct/sendPiece.ts';
import type { DirectOutgoing } from '../../src/channels/logo/direct/session.ts';

describe('選択スタンプを送る', () => {
  it('長い選択肢を、漢字の途中で切らない', async () => {
    const sent: DirectOutgoing[] = [];
    const session = {
      async send(_: string, outgoing: DirectOutgoing) {
        sent.push(outgoing);
        return '1';
      },
    };
    const { send } = createRoomSender(session, 'room');
    await send({ kind: 'select', question: 'お選びください。', options: ['短い選択肢', '𠮷'.repeat(40)] });
    expect(sent).toEqual([
      { kind: 'select', question: 'お選びください。', options: ['短い選択肢', `${'𠮷'.repeat(29)}…`] },
    ]);
  });
});
