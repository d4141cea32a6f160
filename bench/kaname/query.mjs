// node query.mjs DATA QUESTIONS [meaning]: opens the built index of a data directory and asks all questions; with
// `meaning` each takes the embedding of a question of 40 characters too. Prints what it took.
import { readdirSync, readFileSync } from 'node:fs';
import { linesOf } from '../corpus.mjs';
import { memoryOf, quantile } from '../measure.mjs';
import { fromDist } from '../paths.mjs';

const [dataDir, questionFile, kind] = process.argv.slice(2);
const { loadWords } = await fromDist('japanese/words.js');
const { composeMeaning } = await fromDist('composeMeaning.js');
const { openLibrary } = await fromDist('policy/ingest/openLibrary.js');
const bare = memoryOf().now;
const words = performance.now();
await loadWords();
const wordsMs = performance.now() - words;
const ofWords = memoryOf().now - bare;
const meaning =
  kind === 'meaning'
    ? composeMeaning(
        { kind: 'embedded' },
        { dataDir, questionMs: 60_000, onTrouble: (thrown) => console.error(thrown) },
      )
    : undefined;
const started = performance.now();
const library = await openLibrary(dataDir, meaning ? { findMeaning: meaning.findMeaning } : {});
const loadMs = performance.now() - started;
await meaning?.made();
const vectorsMs = performance.now() - started - loadMs;
const view = library.seenBy({ readers: 'all', on: new Date().toISOString().slice(0, 10) });
const fill = 'について、どのような手続が必要で、いつまでに誰へ届け出ればよいか教えてください';
const asked = linesOf(questionFile).map(({ question }) => (question + fill).slice(0, 40));
for (const question of asked.slice(0, 20)) await view.search(question, 10);
const times = [];
const ownTimes = [];
for (const question of asked) {
  const from = performance.now();
  const used = process.cpuUsage();
  await view.search(question, 10);
  times.push(performance.now() - from);
  const { user, system } = process.cpuUsage(used);
  ownTimes.push((user + system) / 1000);
}
globalThis.gc?.();
const children = readdirSync('/proc')
  .filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid)
  .reduce((sum, pid) => sum + memoryOf(pid).now, 0);
const figures = { wordsMs, ofWords, loadMs, vectorsMs, memory: memoryOf(), children };
const { clauses } = library.size;
process.stdout.write(
  `${JSON.stringify({ ...figures, clauses, p50: quantile(times, 0.5), p95: quantile(times, 0.95), own95: quantile(ownTimes, 0.95) })}\n`,
);
await meaning?.close();
process.exit(0);

function parentOf(pid) {
  try {
    return Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}
