import '../contracts/againWhenBusy.ts';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Driver } from './everyChannel/driver.ts';
import { personAtConsole } from './everyChannel/inConsole.ts';
import { personInLogo } from './everyChannel/inLogo.ts';
import { personInTeams } from './everyChannel/inTeams.ts';
import { personInWebhook } from './everyChannel/inWebhook.ts';
import { stories } from './everyChannel/stories.ts';
import { sampleLibrary, startWholeBot, type WholeBot } from './wholeBot.ts';

const channels: Readonly<Record<string, (bot: WholeBot) => Promise<Driver>>> = {
  teams: ({ conversation }) => personInTeams(conversation),
  logo: personInLogo,
  webhook: personInWebhook,
  console: personAtConsole,
};

/** Whole replies, side by side: `KANAME_EXPECTED=write` writes them anew, to be read before they are committed. */
const expected = join(import.meta.dirname, 'everyChannel', 'expected');

beforeAll(() => sampleLibrary(), 60_000);

describe.each(Object.keys(stories))('%s', (story) => {
  it.each(Object.keys(channels))('%sでも、同じことができ、返信は expected/ のとおりである', async (name) => {
    const person = await channels[name]?.(await startWholeBot());
    if (person === undefined) throw new Error(name);
    const transcript: string[] = [];
    try {
      for (const { doing, act, shows, hides = [] } of stories[story] ?? []) {
        const seen = (await act(person)).replaceAll('\\', '');
        transcript.push(`◆ ${doing.replace(/\s+/g, ' ').slice(0, 60)}\n${seen}`);
        const words = seen.replace(/\s+/g, '');
        for (const one of shows) expect(words).toContain(one.replace(/\s+/g, ''));
        for (const one of hides) expect(words).not.toContain(one);
      }
    } finally {
      await person.close();
    }
    const file = join(expected, `${story}.${name}.txt`);
    const whole = `${transcript.join('\n\n')}\n`;
    if (process.env.KANAME_EXPECTED === 'write') {
      mkdirSync(expected, { recursive: true });
      writeFileSync(file, whole);
    }
    expect(whole).toBe(readFileSync(file, 'utf8'));
  });
});
