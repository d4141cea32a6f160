import { readFileSync } from 'node:fs';
import { writeText } from '../../commands/streamText.ts';
import { toKanameError } from '../../errors.ts';
import { cleanReply, cleanText } from '../../models/cleanText.ts';
import type { LanguageModel } from '../../models/languageModel.ts';
import { parseAnswer, parseSummary } from '../../models/resultJson.ts';
import type { AnswerTask, SummarizeTask, Task } from '../../models/task.ts';
import { checkStatements } from '../../policy/citations.ts';
import { projectFile } from '../../projectFiles.ts';
import { checkSummary } from '../../summary/checkSummary.ts';
import { readSpeech } from '../../summary/readSpeech.ts';
import { unsupportedFacts } from '../../writing/unsupportedFacts.ts';
import { givenOf } from './givenOf.ts';
import { table } from './table.ts';

interface LiveCase {
  readonly id: string;
  readonly task: Task;
  readonly expect: { readonly clauses?: readonly string[]; readonly keeps?: readonly string[] };
}

/** What became of one case: what was left after the checks, and what was taken out or noticed. */
interface Outcome {
  readonly usable: boolean;
  readonly notes: readonly string[];
}

const kinds = ['answer', 'summarize', 'draft', 'rewrite', 'converse'] as const;

/** Runs every prompt on its cases in tests/live with the connected model and says what the checks made of it. */
export async function evaluateLive(
  model: LanguageModel,
  most: number,
  onCase: (line: string) => void,
): Promise<string> {
  const rows: string[][] = [];
  const details: string[] = [];
  for (const kind of kinds) {
    const cases = readCases(kind).slice(0, most);
    let usable = 0;
    const started = performance.now();
    for (const one of cases) {
      const outcome = await tryCase(model, one);
      if (outcome.usable) usable++;
      details.push(
        `- ${one.id}: ${outcome.usable ? 'usable' : 'not usable'}${outcome.notes.map((note) => `; ${note}`).join('')}`,
      );
      onCase(details.at(-1) ?? '');
    }
    const seconds = (performance.now() - started) / 1000 / Math.max(1, cases.length);
    rows.push([kind, String(cases.length), String(usable), seconds.toFixed(1)]);
  }
  return [
    `Model: ${model.name}`,
    '',
    table(['task', 'cases', 'usable after the checks', 's a case'], rows),
    '',
    ...details,
  ].join('\n');
}

function readCases(kind: string): LiveCase[] {
  const lines = readFileSync(projectFile(`tests/live/${kind}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

async function tryCase(model: LanguageModel, { task, expect }: LiveCase): Promise<Outcome> {
  try {
    const { text, finish } = await writeText(model, task, new AbortController().signal);
    const notes = finish === 'stop' ? [] : [`ended by ${finish}`];
    if (task.kind === 'answer') return judgeAnswer(text, task, expect.clauses ?? [], notes);
    if (task.kind === 'summarize') return await judgeSummary(text, task, notes);
    const written = task.kind === 'converse' ? cleanReply(text, finish) : cleanText(text, finish);
    return judgeText(written, task, expect.keeps ?? [], notes);
  } catch (thrown) {
    return { usable: false, notes: [toKanameError(thrown).code] };
  }
}

/** Usable: a kept statement cites an expected clause, or nothing is kept where nothing answers. */
function judgeAnswer(text: string, task: AnswerTask, expected: readonly string[], notes: readonly string[]): Outcome {
  const { kept, dropped } = checkStatements(parseAnswer(text, task), givenOf(task), task.question);
  const cited = kept.map(({ citation }) => citation.article);
  const usable = expected.length === 0 ? kept.length === 0 : cited.some((id) => expected.includes(id));
  const reasons = dropped.map(({ reason }) => `dropped ${reason}`);
  return { usable, notes: [...notes, `kept ${cited.join(' ') || 'none'}`, ...reasons] };
}

async function judgeSummary(text: string, task: SummarizeTask, notes: readonly string[]): Promise<Outcome> {
  const lines = task.sentences.map((sentence) =>
    sentence.speaker ? `${sentence.speaker}：${sentence.text}` : sentence.text,
  );
  const { points, decisions, actions, warnings } = await checkSummary(
    parseSummary(text, task),
    readSpeech(lines.join('\n')),
    new Date(),
  );
  const counts = `points ${points.length}, decisions ${decisions.length}, actions ${actions.length}`;
  return { usable: points.length > 0, notes: [...notes, counts, ...warnings] };
}

/** Usable: not empty, not the text unchanged, and nothing lost that had to stay. */
function judgeText(written: string, task: Task, keeps: readonly string[], notes: readonly string[]): Outcome {
  const plain = written.normalize('NFKC');
  const lost = keeps.filter((fact) => !plain.includes(fact.normalize('NFKC')));
  const invented = task.kind === 'converse' ? [] : unsupportedFacts(written, [JSON.stringify(task)]);
  const unchanged = task.kind === 'rewrite' && written.trim() === task.text.trim();
  const found = [
    `${written.length} characters`,
    ...(lost.length > 0 ? [`lost ${lost.join(' ')}`] : []),
    ...(invented.length > 0 ? [`marked ${invented.join(' ')}`] : []),
    ...(unchanged ? ['unchanged'] : []),
  ];
  return { usable: written !== '' && !unchanged && lost.length === 0, notes: [...notes, ...found] };
}
