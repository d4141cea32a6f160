// The search at 100,000 clauses: Kaname's own figures, then Kaname beside other engines.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare } from './compare.mjs';
import { articlesOf, questionsOf, repeated, writeFiles } from './corpus.mjs';
import { askWhileEmbedding } from './kaname/http.mjs';
import { inOwnProcess, load, onOneCore, seconds, short } from './measure.mjs';
import { fromDist, root } from './paths.mjs';

export async function benchSearch({ corpus, questions: questionFile, clauses, only }) {
  const work = mkdtempSync(join(tmpdir(), 'kaname-bench-'));
  try {
    const plain = await articlesOf(corpus);
    const questions = questionsOf(questionFile, plain);
    const many = repeated(plain, Number(clauses));
    const count = many.reduce((sum, { text }) => sum + text.split('\n').length, 0);
    console.log(`## The search, ${many.length} articles with ${count} clauses, ${questions.length} questions\n`);
    if (only !== 'compare') await benchKaname({ many, questions }, work);
    if (only !== 'kaname') {
      console.log('| on one core | build | memory | query, ms, p50 / p95 | hit@5 |\n|---|---|---|---|---|');
      for (const row of compare({ plain, many, questions }, work)) console.log(row);
      console.log(`\nLoad at the end ${load()}.\n`);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function benchKaname({ many, questions }, work) {
  const [folder, dataDir, unembedded] = ['rules', 'data', 'unembedded'].map((name) => join(work, name));
  writeFiles(many, folder);
  const questionFile = join(work, 'questions.jsonl');
  writeFileSync(questionFile, questions.map((one) => JSON.stringify(one)).join('\n'));
  const script = (name) => join(root, 'bench/kaname', name);
  const { ingest } = await fromDist('policy/ingest/ingest.js');
  const read = await ingest([folder], dataDir);
  cpSync(dataDir, unembedded, { recursive: true });
  inOwnProcess(script('vectors.mjs'), dataDir);
  const words = onOneCore(script('query.mjs'), dataDir, questionFile);
  const meaning = onOneCore(script('query.mjs'), dataDir, questionFile, 'meaning');
  const sync = inOwnProcess(script('sync.mjs'), dataDir, folder);
  const http = await askWhileEmbedding(unembedded);
  const rows = [
    ['reading, finding words, building', '', seconds(read.ms)],
    ['loading the built index', '≤ 2 s', seconds(words.loadMs)],
    ['… its vectors, beside questions', '', seconds(meaning.vectorsMs)],
    ['… the dictionary of words before it', '', seconds(words.wordsMs)],
    [
      'query p50 / p95, one core',
      '≤ 30 ms',
      `${short(words.p50)} / ${short(words.p95)} ms (processor time p95 ${short(words.own95)})`,
    ],
    ['… with the embedding of 40 characters', '≤ 80 ms', `${short(meaning.p50)} / ${short(meaning.p95)} ms`],
    [
      'memory, the dictionary among it',
      '≤ 900 MB',
      `${meaning.memory.now} MB, at most ${meaning.memory.most} MB; ${words.ofWords} MB`,
    ],
    ['… and the process of the embedding model', '', `${meaning.children} MB`],
    [
      'one changed document, read and found',
      '≤ 1 s',
      `${seconds(sync.readMs)} and ${seconds(sync.syncMs - sync.readMs)}`,
    ],
    ['… by `kaname ingest`, the whole call', '', `${seconds(sync.callMs)}, found ${seconds(sync.seenMs)} after it`],
    [
      '… questions meanwhile, p95 / longest',
      'not stopped',
      `${short(sync.p95)} / ${short(sync.longest)} ms (${sync.asked})`,
    ],
    [
      'HTTP while vectors are made, p50 / p95 / longest',
      '≤ 50 ms',
      `${short(http.p50)} / ${short(http.p95)} / ${short(http.longest)} ms`,
    ],
  ];
  console.log('| | goal | measured |\n|---|---|---|');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
  console.log(`\nLoad at the end ${load()}.\n`);
}
