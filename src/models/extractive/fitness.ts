import type { SummarizeTask } from '../task.ts';
import { isConversation } from './conversation.ts';
import { decides } from './decisionCues.ts';
import { isBareDecision } from './decisions.ts';
import {
  isCourtesy,
  isHeading,
  isListItem,
  isNote,
  isProcedure,
  isQuestion,
  isWholeSentence,
  shown,
} from './sentenceKind.ts';

/** A sentence as it would be shown in a summary. */
export interface FitSentence {
  readonly text: string;
  /** How fit it is to stand in a summary, apart from its words; 0 keeps it out. */
  readonly fitness: number;
}

/** Those who run a meeting; what they say of its matters is said by others, but for decisions. */
const chair = /(?:委員長|議長|会長|座長|部会長|司会|進行)(?:[（(]|$)/u;
/** Sends the reader elsewhere. */
const elsewhere = /こちら|参照|(?:ご|御)覧|詳しくは|(?:お|御)問/u;
const duty = /必要があります|なければなりません|しなければ/u;
/** For what is shown only where there is nothing else. */
const barely = 0.02;
/** A reply too short to be understood without its question. */
const shortReply = 14;

/**
 * How fit each sentence is for a summary: by what it is; in a text without speakers by where it stands (below a heading,
 * near the beginning); in a conversation by who says it and after what. The weights of written text were chosen on the
 * tax agency's pages with their official 概要, where each stands on a plateau (docs/evaluation.md).
 *
 * @param tasks ids of the sentences in which an action begins
 */
export function fitness(sentences: SummarizeTask['sentences'], tasks: ReadonlySet<string>): FitSentence[] {
  const spoken = isConversation(sentences);
  const reach = Math.max(2, sentences.length * 0.1);
  let heading = '';
  let underHeading = false;
  const found = sentences.map((sentence, index) => {
    const text = withoutOpening(shown(sentence.text));
    if (!spoken && isHeading(text) && !isListItem(sentence.text)) {
      heading = text;
      underHeading = true;
      return { text, fitness: 0 };
    }
    if (spoken && isCourtesy(text)) return { text, fitness: 0 };
    if (isCourtesy(text) || isProcedure(text) || isBareDecision(text)) return { text, fitness: barely };
    let fit = kindFitness(sentence.text, text);
    if (spoken) {
      fit *= spokenFitness(sentence, text, sentences[index - 1]);
      if (!decides(text) && tasks.has(sentence.id)) fit *= 0.5;
    } else {
      if (/例$|参照|参考/u.test(heading)) fit *= 0.7;
      if (underHeading) fit *= 1.8;
      if (/(?:です|ます)。$/u.test(text)) fit *= 1.35;
      if (duty.test(text)) fit *= 1.2;
      if (elsewhere.test(text)) fit *= 0.6;
      fit *= 1 + 0.8 * Math.exp(-index / reach);
    }
    underHeading = false;
    return { text, fitness: fit };
  });
  // Where people only greet each other, that is what there is to say.
  return found.some((sentence) => sentence.fitness > 0) ? found : found.map(({ text }) => ({ text, fitness: barely }));
}

type Sentence = SummarizeTask['sentences'][number];

function spokenFitness({ speaker }: Sentence, text: string, before: Sentence | undefined): number {
  if (isQuestion(text)) return 0;
  if (speaker === undefined) return isWholeSentence(text) ? 0.5 : 0.05;
  if (decides(text)) return 1.6;
  if (text.length < shortReply) return 0.2;
  const answers = before?.speaker !== undefined && before.speaker !== speaker && isQuestion(shown(before.text));
  return (chair.test(speaker) ? 0.5 : 1) * (answers ? 1.2 : 1);
}

/** Without the word that only ties the sentence to the one before. */
function withoutOpening(text: string): string {
  return text.replace(/^(?:(?:それでは|では|じゃあ?|よって|そうですね|はい)、)+/u, '');
}

function kindFitness(line: string, text: string): number {
  let fit = 1;
  if (isQuestion(text)) fit *= 0.2;
  if (!isWholeSentence(text)) fit *= 0.4;
  if (isListItem(line)) fit *= 0.6;
  if (isNote(line)) fit *= 0.5;
  return fit;
}
