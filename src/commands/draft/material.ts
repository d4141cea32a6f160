import type { Part } from '../../answer.ts';
import type { Genre } from '../../writing/genre.ts';
import type { GivenFile } from '../command.ts';
import { sectionsOf } from '../summarize/sections.ts';
import { summarizeSections } from '../summarize/summarizeSections.ts';
import type { SummarizeTools } from '../summarize/summarizeText.ts';
import { plainSections, sectionsView } from '../summarize/view.ts';
import { labelledValues } from './labelledValues.ts';

/** What files bring to a draft. */
export interface Material {
  /** Their whole text, against which the facts of the draft are held. */
  readonly whole: string;
  /** What a model that writes is given; empty where none does. */
  readonly forModel: string;
  /** Values of the genre's fields that stand in the files under the fields' labels. */
  readonly values: Readonly<Record<string, string>>;
  /** How they were used, for the person to check. */
  readonly notes: readonly string[];
  /** Shown below the draft. */
  readonly parts: readonly Part[];
}

export const noMaterial: Material = { whole: '', forModel: '', values: {}, notes: [], parts: [] };

/** Longer files are condensed, so that small contexts hold them beside the draft. */
const WHOLE_CHARACTERS = 4000;

const CONDENSED =
  '資料が長いため、要点にまとめてから文案に使いました。抜けている事実がないか、元の資料と照らし合わせてください。';
const UNWRITTEN =
  '言語モデルが接続されていないため、資料の文章は文案に書き込んでいません。下の「資料の要点」を見ながら、文案を補ってください。';

/**
 * Makes files ready for a draft; yields what is being done, as a sentence. A model that writes gets their text, or its
 * summary where it is long; without one their labelled values are filled in and their points shown below.
 */
export async function* materialOf(
  tools: SummarizeTools,
  genre: Genre,
  files: readonly GivenFile[],
  now: Date,
  signal: AbortSignal,
): AsyncGenerator<string, Material> {
  if (files.length === 0) return noMaterial;
  const sections = sectionsOf('', files);
  const whole = sections.map(({ name, text }) => `【${name}】\n${text}`).join('\n\n');
  const notes = sections.flatMap(({ warnings }) => warnings);
  if (tools.model.writes && whole.length <= WHOLE_CHARACTERS) {
    return { whole, forModel: whole, values: {}, notes, parts: [] };
  }
  const summarized = yield* summarizeSections(tools, sections, now, signal);
  if (tools.model.writes) {
    const forModel = plainSections(summarized).slice(0, WHOLE_CHARACTERS);
    return { whole, forModel, values: {}, notes: [...notes, CONDENSED], parts: [] };
  }
  const { values, labels } = labelledValues(genre, whole);
  const filled = `資料にあった${labels.map((label) => `「${label}」`).join('')}を、文案に入れました。合っているか確認してください。`;
  return {
    whole,
    forModel: '',
    values,
    notes: [...notes, UNWRITTEN, ...(labels.length > 0 ? [filled] : [])],
    parts: [{ kind: 'text', text: '資料の要点', tone: 'heading' }, ...sectionsView(summarized).parts],
  };
}
