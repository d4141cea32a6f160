import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openHandledMessages } from '../../src/channels/logo/direct/connection/handledMessages.ts';
import { createReconnection } from '../../src/channels/logo/direct/connection/reconnection.ts';
import type { Log } from '../../src/log.ts';

const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
const ROOM = '1152921507291203198';
const message = (number: number) => String(1_152_921_507_300_000_000n + BigInt(number));

describe('済んだ発言の記録', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handled-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = () => openHandledMessages(folder, 'bot', log);
  const opened = () => {
    const messages = open();
    messages.addRoom(ROOM, message(0));
    return messages;
  };

  it('少し順番を違えて届いた発言も、まだ済んでいないと分かる', () => {
    const messages = opened();
    for (const number of [1, 3, 4]) messages.settle(ROOM, message(number));
    expect(messages.isTaken(ROOM, message(3))).toBe(true);
    expect(messages.isTaken(ROOM, message(2))).toBe(false);
    expect(messages.isTaken(ROOM, message(0))).toBe(true);
  });

  it('百件済んでも、待っている発言の手前までしか、済んだことにしない', async () => {
    const messages = opened();
    messages.handOn(ROOM, message(5));
    for (let number = 6; number <= 105; number++) messages.settle(ROOM, message(number));
    messages.reach(ROOM, message(105));
    expect(messages.lookAfter(ROOM)).toBe(message(4));
    await messages.saved();
    const again = open();
    expect(again.isTaken(ROOM, message(5))).toBe(false);
    expect(again.isTaken(ROOM, message(60))).toBe(true);

    messages.acknowledge(message(5));
    messages.reach(ROOM, message(105));
    expect(messages.lookAfter(ROOM)).toBe(message(105));
  });

  it('新しい部屋では、最初の発言より前を済んだことにする', async () => {
    const messages = opened();
    const room = '1152921507291299999';
    messages.addRoom(room);
    expect(messages.lookAfter(room)).toBe('0');
    messages.handOn(room, message(7));
    expect(messages.lookAfter(room)).toBe(message(6));
    await messages.saved();
    expect(open().isTaken(room, message(7))).toBe(false);
  });

  it('別のボットの記録は、引き継がない', async () => {
    await opened().saved();
    expect(open().isNew).toBe(false);
    expect(openHandledMessages(folder, 'other', log).isNew).toBe(true);
  });
});

describe('つなぎ直すまでの間', () => {
  const times = { firstWaitMs: 1_000, longestWaitMs: 60_000, refusedWaitMs: 600_000, steadyMs: 60_000 };

  it('失敗のたびに倍にし、上限を超えず、半分までの幅でばらつかせる', () => {
    const { wait } = createReconnection(times);
    for (const most of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      const ms = wait('closed', 0);
      expect(ms).toBeLessThanOrEqual(most);
      expect(ms).toBeGreaterThanOrEqual(most / 2);
    }
    expect(wait('closed', 60_000)).toBeLessThanOrEqual(1_000);
  });

  it('トークンが断られたとき、別の接続に追い出されたときは、長く待つ', () => {
    const { wait } = createReconnection(times);
    expect(wait('refused', 0)).toBe(600_000);
    expect(wait('replaced', 90_000)).toBe(60_000);
  });
});
