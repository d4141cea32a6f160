// Kaname beside MiniSearch, Orama and SQLite FTS5 on the same text, each in a process of its own, pinned to one core.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onOneCore, seconds, short } from './measure.mjs';
import { root } from './paths.mjs';

const engines = [
  ['Kaname, by words alone', 'kaname'],
  ['MiniSearch 7, bigrams', 'miniSearch'],
  ['Orama 3, bigrams', 'orama'],
  ['SQLite FTS5, bigrams', 'fts5'],
];

/** Rows of the table as they come: quality over the articles that the questions belong to, time and memory over many. */
export function* compare({ plain, many, questions }, work) {
  const write = (name, lines) => {
    const path = join(work, name);
    writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
    return path;
  };
  const files = { plain: write('plain', plain), many: write('many', many), questions: write('questions', questions) };
  const run = (engine, articles) => onOneCore(join(root, 'bench/engines/run.mjs'), engine, articles, files.questions);
  for (const [name, engine] of engines) {
    const quality = run(engine, files.plain);
    const { buildMs, memory, p50, p95 } = run(engine, files.many);
    const hit5 = quality.hit5.toFixed(2).slice(1);
    yield `| ${name} | ${seconds(buildMs)} | ${memory} MB | ${short(p50)} / ${short(p95)} | ${hit5} |`;
  }
}
