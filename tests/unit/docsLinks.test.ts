import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

/** The pages for people: of the root, of docs/, and the README of each folder of the root. */
const pages = [
  ...readdirSync(root),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => join('docs', path)),
  ...readdirSync(root)
    .filter((name) => name !== 'node_modules')
    .map((name) => join(name, 'README.md')),
].filter((path) => path.endsWith('.md') && existsSync(join(root, path)));

/** Without what stands in blocks and spans of code. */
const proseOf = (page: string) =>
  readFileSync(join(root, page), 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));

/** As GitHub names headings: small letters, hyphens for spaces, signs left out. */
const anchorsOf = (page: string) =>
  [...proseOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-'),
  );

const linksOf = (page: string) =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => decodeURI(target))
    .filter((target) => !/^[a-z]+:/i.test(target));

const leadsSomewhere = (page: string, link: string) => {
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? page : relative(root, join(root, dirname(page), path));
  if (target.startsWith('..') || !existsSync(join(root, target))) return false;
  if (anchor === undefined) return true;
  return statSync(join(root, target)).isFile() && anchorsOf(target).includes(anchor.toLowerCase());
};

describe('文書', () => {
  it('リンクは、すべて実在するファイルと見出しを指している', () => {
    const links = pages.flatMap((page) => linksOf(page).map((link) => [page, link] as const));
    expect(links.length).toBeGreaterThan(30);
    expect(
      links.filter(([page, link]) => !leadsSomewhere(page, link)).map(([page, link]) => `${page} → ${link}`),
    ).toEqual([]);
  });

  it('文書の言う npm run と npx kaname の命令が、すべてある', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const texts = pages.map((page) => readFileSync(join(root, page), 'utf8')).join('\n');
    const run = [...texts.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name = '']) => name);
    expect(run.length).toBeGreaterThan(5);
    expect([...new Set(run)].filter((name) => !(name in scripts))).toEqual([]);

    const program = readFileSync(join(root, 'src/cli/main.ts'), 'utf8');
    const commands = [...program.matchAll(/\b(?:add|kaname\.command)\('([a-z]+)/g)].map(([, name = '']) => name);
    const called = [...texts.matchAll(/npx kaname ([a-z]+)/g)].map(([, name = '']) => name);
    expect(called.length).toBeGreaterThan(5);
    expect([...new Set(called)].filter((name) => !commands.includes(name))).toEqual([]);
  });
});
