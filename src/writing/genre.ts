import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { KanameError } from '../errors.ts';
import { projectFile } from '../projectFiles.ts';

/** How a field's value is looked for in free text: `readWish` knows each of these. */
export const findings = ['subject', 'date', 'deadline', 'place', 'audience', 'recipient', 'sender', 'amount'] as const;

const field = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z]*$/),
  label: z.string().min(1),
  kind: z.enum(['line', 'lines']).default('line'),
  required: z.boolean().default(false),
  example: z.string().min(1),
  find: z.enum(findings).optional(),
});

const genre = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  name: z.string().min(1),
  /** Other words by which staff ask for it. */
  aliases: z.array(z.string().min(1)),
  purpose: z.string().min(1),
  structure: z.array(z.string().min(1)).min(2),
  tone: z.string().min(1),
  length: z.string().min(1),
  fields: z.array(field).min(2),
  example: z.string().min(1),
  template: z.string().min(1),
});

/** A kind of municipal writing (文書の種類), one YAML file each. */
export type Genre = z.infer<typeof genre>;
export type GenreField = Genre['fields'][number];

const shippedGenres = projectFile('src/writing/genres');

/**
 * Reads every genre of a folder, in the order of their file names.
 * @throws KanameError `wrong_configuration` naming the file that cannot be read
 */
export function loadGenres(folder: string = shippedGenres): readonly Genre[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return files.map((name) => {
    const parsed = genre.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
    if (parsed.success && placeholders(parsed.data).every((id) => parsed.data.fields.some((f) => f.id === id))) {
      return parsed.data;
    }
    throw new KanameError('wrong_configuration', `文書の種類の定義「${name}」に誤りがあります。`, parsed.error);
  });
}

function placeholders({ template }: Genre): string[] {
  return [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, id]) => id ?? '');
}

/** The genre that a name, an alias or an id means exactly; for the command line and forms. */
export function genreNamed(genres: readonly Genre[], name: string): Genre | undefined {
  return genres.find((candidate) => [candidate.id, candidate.name, ...candidate.aliases].includes(name.trim()));
}

/** The genre that free text speaks of; the longest word that occurs decides (「記者会見の通知文」 is a 通知文). */
export function genreIn(genres: readonly Genre[], text: string): Genre | undefined {
  const mentions = genres.flatMap((candidate) =>
    [candidate.name, ...candidate.aliases]
      .filter((word) => text.toLowerCase().includes(word.toLowerCase()))
      .map((word) => ({ candidate, word, at: text.toLowerCase().lastIndexOf(word.toLowerCase()) })),
  );
  mentions.sort((a, b) => b.word.length - a.word.length || b.at - a.at);
  return mentions[0]?.candidate;
}
