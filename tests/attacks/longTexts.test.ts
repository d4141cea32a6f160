import { describe, expect, it } from '@jest/globals';
import type { FormPart } from '../../src/answer.ts';
import { answer, final, openRoom, scripted, withStamps } from '../unit/textFixture.ts';

const MANY = 200_000;
/** Reading takes milliseconds; trying every place would take half a minute. */
const SOON_MS = 5_000;

const form: FormPart = {
  kind: 'form',
  fields: [
    { id: 'subject', label: '件名', kind: 'line', required: true },
    { id: 'content', label: '内容', kind: 'lines', required: true },
  ],
  submit: { label: '作る', action: { name: 'draft.write', data: {} } },
};

describe('長い文章で、ほかの方への返事を止めない', () => {
  it.each([
    ['句点の続く文章', `${'。'.repeat(MANY)}終`],
    ['空白の続く文章', `始${' '.repeat(MANY)}終`],
    ['全角空白の続く文章', `始${'　'.repeat(MANY)}終`],
    ['括弧の続く文章', `${'」'.repeat(MANY)}終`],
    ['改行の続く文章', `始${'\n'.repeat(MANY)}終`],
  ])(
    '%s',
    async (_, text) => {
      const room = openRoom(scripted([[final(answer('通知文', form))]]).conversation, withStamps);
      const start = Date.now();
      await room.say('文案');
      await room.say(text);
      await room.say(text);
      await room.say(text);
      expect(Date.now() - start).toBeLessThan(SOON_MS);
    },
    120_000,
  );
});
