import { summarizeText } from '../commands/summarize/summarizeText.ts';
import { plainSummary } from '../commands/summarize/view.ts';
import { composeModel } from '../compose.ts';
import { embeddingModel, sentenceVectorsOf } from '../composeMeaning.ts';
import { limitCharacters } from '../conversation/inputLimit.ts';
import { maskPlaces } from '../conversation/maskInput.ts';
import { createExtractive } from '../models/extractive/extractive.ts';
import { createMasking } from '../privacy/createMasking.ts';
import { readFile } from '../reading/readFile.ts';
import { readSpeech } from '../summary/readSpeech.ts';
import { isTooShort, tooShortSentence } from '../summary/tooShort.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { complain, printJson, printText, progressBar } from './output.ts';
import { summaryJson } from './summaryJson.ts';

/** No question is asked here; passages have no deadline of their own. */
const QUESTION_MS = 15_000;

/**
 * `kaname summarize`: one file → its summary; `source` gives offsets in the text that was read from the file, and `place`
 * where that is in the file, as far as it is known.
 */
export async function summarize(file: string, options: DataDirOption & { readonly json?: boolean }): Promise<void> {
  const read = await readFile(file);
  limitCharacters(read.text.length);
  const masking = createMasking();
  const masked = masking.mask(read.text);
  const places = maskPlaces(read.places, masked, masking);
  if (isTooShort(readSpeech(masked.text, places))) {
    const short = {
      summary: read.text.trim(),
      points: [],
      decisions: [],
      actions: [],
      warnings: [...read.warnings, tooShortSentence],
    };
    if (options.json) printJson(short);
    else printText(`${short.summary}\n※ ${tooShortSentence}`);
    return;
  }
  const config = configFor(options);
  const embedding = embeddingModel(config.embedding, QUESTION_MS);
  const vectors = embedding && sentenceVectorsOf(embedding, () => complain('意味を使わず、言葉だけで文を選びます。'));
  const tools = { model: composeModel(config.model, vectors), extractive: createExtractive(vectors) };
  const progress = progressBar('要約');
  const steps = summarizeText(tools, { text: masked.text, places }, new Date(), new AbortController().signal);
  let step = await steps.next();
  while (!step.done) {
    progress.update(step.value.done, step.value.parts);
    step = await steps.next();
  }
  progress.stop();
  await embedding?.close();
  const summary = step.value;
  for (const warning of read.warnings) complain(warning);
  if (options.json) printJson(summaryJson(summary, masking, masked, read.warnings));
  else printText([masking.restore(plainSummary(summary)), ...summary.warnings.map((text) => `※ ${text}`)].join('\n'));
}
