// node run.mjs ENGINE ARTICLES QUESTIONS: builds one engine over articles and asks it all questions. Prints what it took.
import { linesOf } from '../corpus.mjs';
import { memoryOf, quantile } from '../measure.mjs';

const [engine, articleFile, questionFile] = process.argv.slice(2);
const { build } = await import(`./${engine}.mjs`);
const articles = linesOf(articleFile);
const questions = linesOf(questionFile);
globalThis.gc?.();
const before = memoryOf().now;
const started = performance.now();
const search = await build(articles);
const buildMs = performance.now() - started;
globalThis.gc?.();
const memory = memoryOf().now - before;
const times = [];
let found = 0;
for (const { question } of questions.slice(0, 20)) await search(question, 5);
for (const { question, gold } of questions) {
  const asked = performance.now();
  const ids = await search(question, 5);
  times.push(performance.now() - asked);
  if (gold.some((id) => ids.includes(id))) found += 1;
}
const figures = {
  buildMs,
  memory,
  p50: quantile(times, 0.5),
  p95: quantile(times, 0.95),
  hit5: found / questions.length,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
