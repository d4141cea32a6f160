import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

/** What people read comes from these folders; LoGo Chat may not show emoji, and Kaname uses none anywhere. */
const FOLDERS = ['src', 'adaptive-cards', 'appPackage', 'docs', 'samples'];
const TEXTS = /\.(?:ts|md|ya?ml|json|html|txt|csv)$/;
/** Emoji, and what makes one of a plain character. ©, ® and ™ are signs of writing; ▪ opens lines of texts that are read. */
const EMOJI = /(?![©®™▪])\p{Extended_Pictographic}|\p{Emoji_Presentation}|\p{Regional_Indicator}|\u{FE0F}|\u{20E3}/gu;

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return TEXTS.test(path) ? [path] : [];
  });

describe('絵文字を使わない', () => {
  it('調べる目印は、絵文字を見つけ、ふつうの記号を見逃す', () => {
    for (const emoji of ['😀', '✅', '⚠️', '☎️', '1️⃣', '🇯🇵', '✔']) expect(emoji.match(EMOJI)).not.toBeNull();
    for (const sign of ['※', '●', '→', '【】', '①', '©', '〒', '々', '✓']) expect(sign.match(EMOJI)).toBeNull();
  });

  it('職員の目に触れる文に、絵文字がない', () => {
    const all = FOLDERS.flatMap((folder) => files(join(root, folder)));
    expect(all.length).toBeGreaterThan(300);
    const found = all.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(EMOJI)].map(([emoji]) => `${relative(root, file)}: ${emoji}`),
    );
    expect(found).toEqual([]);
  });
});
