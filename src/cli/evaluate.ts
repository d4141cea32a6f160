import { composeModel } from '../compose.ts';
import { KanameError } from '../errors.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { evaluateDialogues } from './evaluate/dialogues.ts';
import { writeEvaluation, writeSection } from './evaluate/document.ts';
import { evaluateFaithful } from './evaluate/faithful/evaluateFaithful.ts';
import { evaluateLive } from './evaluate/live.ts';
import { evaluateQuestions } from './evaluate/liveQuestions.ts';
import { evaluateRetrieval } from './evaluate/retrieval.ts';
import { evaluateSamples } from './evaluate/samples.ts';
import { evaluateSummaries } from './evaluate/summaries.ts';
import { SUMMARY_SET, summarizedTexts } from './evaluate/summary/summarySet.ts';
import { ingestPaths } from './ingest.ts';
import { openRules } from './openRules.ts';
import { complain, printText } from './output.ts';

export type EvaluateOptions = DataDirOption & {
  readonly live?: boolean;
  readonly limit?: string;
  readonly questions?: readonly string[];
  readonly corpus?: readonly string[];
  readonly sets?: string;
  readonly split?: string;
  readonly only?: string;
  readonly work?: string;
  readonly faithful?: boolean;
  readonly texts?: readonly string[];
  readonly seed?: string;
  readonly json?: boolean;
};

/**
 * `kaname evaluate`: the sample questions and dialogues by the connected model; with `--live`, every prompt on its real
 * cases, or with `--questions` those of evaluation sets over the ingested rules; with `--sets`, what each step of the
 * search brings and how near summaries come to official ones, written to docs/evaluation.md; with `--faithful`, what the comparison of summaries with their source finds.
 */
export async function evaluate({
  live,
  limit,
  questions,
  corpus = [],
  sets,
  split = 'dev',
  only,
  work = './data/evaluation',
  faithful,
  texts,
  seed = '1',
  json,
  ...options
}: EvaluateOptions): Promise<void> {
  if (faithful) return evaluateFaithful({ texts, seed: Number(seed), json });
  const config = configFor(options);
  const model = composeModel(config.model);
  const most = limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  if (!(most >= 1)) throw new KanameError('wrong_call', '--limit は1以上の数で指定してください。');
  if (questions !== undefined && !live) {
    throw new KanameError('wrong_call', '--questions は、--live と一緒に指定してください。');
  }
  if (sets !== undefined) {
    const texts = only === undefined || only === SUMMARY_SET ? summarizedTexts(sets, split) : undefined;
    if (texts !== undefined) {
      const section = await evaluateSummaries(texts, config.embedding);
      // The figures of another half are shown, not written.
      if (split === 'dev') writeSection(SUMMARY_SET, section);
      printText(section.join('\n\n'));
      if (only === SUMMARY_SET) return;
    }
    const parts = { sets, split, work, embedding: config.embedding, ...(only !== undefined && { only }) };
    const sections = await evaluateRetrieval(parts);
    if (only === undefined) writeEvaluation(sections);
    printText(sections.join('\n\n'));
    return;
  }
  if (live) {
    if (!model.writes) {
      throw new KanameError('wrong_call', '--live には、環境変数 KANAME_MODEL などで言語モデルを接続してください。');
    }
    if (questions === undefined) printText(await evaluateLive(model, most, complain));
    else {
      if (corpus.length > 0) await ingestPaths(corpus, options);
      const { library, meaning } = await openRules(config, 'unless-ingested');
      printText(await evaluateQuestions({ library, model }, questions, most, complain));
      await meaning.close();
    }
    return;
  }
  const samples = { ...config, policies: { folder: config.policies.folder, chosen: true } };
  const { library, meaning } = await openRules(samples, 'with-folder');
  complain('条文のベクトルを用意しています…');
  await meaning.made();
  printText(await evaluateSamples({ library, model }, most));
  if (limit === undefined) printText(`\n${await evaluateDialogues({ library, model })}`);
  await meaning.close();
}
