// node sync.mjs DATA FOLDER: a process that goes on answering while one document of the folder changes and another
// process ingests it. Prints how long each took.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { quantile } from '../measure.mjs';
import { fromDist, root } from '../paths.mjs';

const [dataDir, folder] = process.argv.slice(2);
const { openLiveLibrary } = await fromDist('policy/ingest/indexLive.js');
const { ingest } = await fromDist('policy/ingest/ingest.js');
let changedAt = 0;
const live = await openLiveLibrary(
  { dataDir, folderCounts: 'unless-ingested' },
  {
    onTrouble: (thrown) => console.error(thrown),
    onChange: () => {
      changedAt = performance.now();
    },
  },
);
const path = join(folder, readdirSync(folder).at(7));
const change = (words) => {
  const [first, ...rest] = readFileSync(path, 'utf8').split('\n');
  const article = JSON.parse(first);
  writeFileSync(path, [JSON.stringify({ ...article, text: article.text + words }), ...rest].join('\n'));
};
const times = [];
let running = true;
const asking = (async () => {
  while (running) {
    const from = performance.now();
    await live.current().search('年次有給休暇は何日前までに申請すればよいですか', 10);
    times.push(performance.now() - from);
    await new Promise((resume) => setTimeout(resume, 20));
  }
})();
await new Promise((resume) => setTimeout(resume, 500));

change('花壇の水やりは、毎朝行う。');
const kaname = [join(root, 'bin/kaname.mjs'), 'ingest', folder, '--data-dir', dataDir, '--no-wait', '--json'];
const started = performance.now();
const { stdout } = await promisify(execFile)(process.execPath, kaname);
const callMs = performance.now() - started;
const ended = performance.now();
while (changedAt === 0 && performance.now() - ended < 60_000) await new Promise((resume) => setTimeout(resume, 5));
const seenMs = changedAt - ended;
const { hits } = await live.current().search('花壇の水やり', 3);
if (!hits[0]?.clause.text.includes('水やり')) throw new Error('the change is not found');
running = false;
await asking;
await live.close();

change('花壇の草取りは、毎夕行う。');
const own = performance.now();
await ingest([path], dataDir);
const readMs = performance.now() - own;
await live.refresh();
const syncMs = performance.now() - own;
const ingestMs = JSON.parse(stdout).ms;
const figures = {
  callMs,
  ingestMs,
  seenMs,
  readMs,
  syncMs,
  asked: times.length,
  p95: quantile(times, 0.95),
  longest: Math.max(...times),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
