// `npm run bench`: the search at 100,000 clauses beside other engines, the running bot, and long work. Prints Markdown
// tables; docs/figures.md keeps the last ones. `npm run bench -- search`, `-- bot` and `-- jobs` run one of them.
//   --corpus FILE.jsonl --questions FILE.jsonl   other articles than the sample rules, with questions about them
//   --clauses N                                  how many clauses there are to be (100,000)
//   --only compare|kaname                        one half of the search
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { load } from '../bench/measure.mjs';
import { build } from './build.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string' },
    questions: { type: 'string' },
    clauses: { type: 'string', default: '100000' },
    only: { type: 'string' },
  },
});
await build();
console.log(
  `Node ${process.version}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}, load ${load()} at the start\n`,
);
const wanted = positionals.length > 0 ? positionals : ['search', 'bot', 'jobs'];
if (wanted.includes('search')) await (await import('../bench/search.mjs')).benchSearch(values);
if (wanted.includes('bot')) await (await import('../bench/bot.mjs')).benchBot();
if (wanted.includes('jobs')) await (await import('../bench/jobs.mjs')).benchJobs();
