import { KanameError } from '../../../errors.ts';
import { loadWords } from '../../../japanese/words.ts';
import { projectFile } from '../../../projectFiles.ts';
import { complain, printJson, printText } from '../../output.ts';
import { writeSection } from '../document.ts';
import { generateCases } from './generate.ts';
import { type Judged, judgeCases } from './measure.ts';
import { originalsOf } from './originals.ts';
import { faithfulSection } from './report.ts';
import { seeded } from './seeded.ts';
import { readTexts, type SourceText } from './texts.ts';

export interface FaithfulOptions {
  /** Documents the statements are made of; the sample minutes alone where none is named. */
  readonly texts?: readonly string[] | undefined;
  readonly seed: number;
  /** One case a line, with what was reported, and no change of docs/evaluation.md. */
  readonly json?: boolean | undefined;
}

const samples = ['samples/minutes/総務文教委員会会議録.txt', 'samples/minutes/定例会議.vtt'];
const perKind = 24;
/** Texts of one file, drawn by the seed: enough for every kind, and soon read. */
const mostTexts = 150;

/** `kaname evaluate --faithful`: how many changed statements the comparison with the source finds, and how many it wrongs. */
export async function evaluateFaithful({ texts, seed, json }: FaithfulOptions): Promise<void> {
  if (!Number.isInteger(seed)) throw new KanameError('wrong_call', '--seed は整数で指定してください。');
  const own = texts === undefined;
  const words = await loadWords();
  const read = someOf(await readTexts(texts ?? samples.map(projectFile)), seed);
  complain(`${read.length}件の文書から文を作っています…`);
  const cases = generateCases(originalsOf(read, words), { seed, perKind });
  if (cases.length === 0) throw new KanameError('wrong_call', '--texts の文書に、20～180字の文がありません。');
  complain(`${cases.length}件の文を原文と照らし合わせています…`);
  const judged = judgeCases(cases, read, words, new Date());
  if (json) {
    for (const one of judged) printJson(lineOf(one, read));
    return;
  }
  const files = [...new Set(read.map(({ file }) => file))];
  const section = faithfulSection(judged, files, seed);
  // The samples alone are few: what the document says is measured on more.
  if (!own) writeSection('faithful', section);
  printText(section.join('\n\n'));
}

function someOf(texts: readonly SourceText[], seed: number): SourceText[] {
  const draws = seeded(seed);
  const files = [...new Set(texts.map(({ file }) => file))];
  return files.flatMap((name) => draws.shuffled(texts.filter(({ file }) => file === name)).slice(0, mostTexts));
}

function lineOf({ one, findings }: Judged, texts: readonly SourceText[]): Record<string, unknown> {
  const notes = findings.map(({ kind, words, note }) => ({ kind, words, note }));
  return { ...one, file: texts[one.text]?.file, reported: findings.length > 0, findings: notes };
}
