import type { Citation } from '../answer.ts';
import { loadWords } from '../japanese/words.ts';
import { shareHeld } from '../policy/citing/sameWords.ts';
import type { RuleLibrary } from '../policy/library.ts';
import { loadDictionary } from '../policy/search/dictionary.ts';
import type { OpenQuestion, OpenQuestionStore } from '../stores/openQuestions.ts';
import { keptText, MOST_CHARACTERS, questionId } from './questionText.ts';
import { type ComparedQuestion, comparedQuestion, isSameQuestion } from './sameQuestion.ts';
import { citationNow } from './sources.ts';

/** An approved answer whose sources stand in the rules now, and may be read through the library it was checked with. */
export interface ConfirmedAnswer {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly department: string;
  /** ISO day of the approval. */
  readonly on: string;
  readonly citations: readonly Citation[];
}

/**
 * How near a question is to each of others by meaning, -1 to 1; undefined where that is not to be had in time. Wired to
 * the embedding model of the rules; never throws.
 */
export type QuestionNearness = (question: string, others: readonly string[]) => Promise<readonly number[] | undefined>;

export interface ConfirmedAnswers {
  /** The approved answer to this very question, differently worded perhaps. */
  answerTo(question: string, library: RuleLibrary): Promise<ConfirmedAnswer | undefined>;
  /** The approved answer to the nearest question, to be offered and not given. */
  nearest(question: string, library: RuleLibrary): Promise<ConfirmedAnswer | undefined>;
  byId(id: string, library: RuleLibrary): Promise<ConfirmedAnswer | undefined>;
}

export interface ConfirmedAnswersParts {
  readonly store: OpenQuestionStore;
  readonly now: () => Date;
  readonly nearness?: QuestionNearness;
  /** Told when the store fails; questions are then answered from the rules alone. */
  readonly onTrouble: (thrown: unknown) => void;
}

/** What was approved is asked of the store this often. */
const REREAD_MS = 30_000;
/** Approved questions of which the meaning is compared, chosen by their words. */
const COMPARED_BY_MEANING = 30;
/**
 * From here on an approved question is offered. By meaning the right one of 41 came first for all of 80 rewordings, and
 * passed this in 71; its own near but other questions pass it too, and so it is offered only.
 */
const OFFERED_MEANING = 0.5;
/** Without vectors: share of the characters' pairs that both hold. */
const OFFERED_WORDS = 0.45;

interface Approved {
  readonly faq: OpenQuestion;
  readonly wording: ComparedQuestion;
}

/** Approved answers, read again every half minute. */
export function createConfirmedAnswers({ store, now, nearness, onTrouble }: ConfirmedAnswersParts): ConfirmedAnswers {
  let read: { readonly at: number; readonly approved: Promise<readonly Approved[]> } | undefined;
  const approved = (): Promise<readonly Approved[]> => {
    const at = now().getTime();
    if (read === undefined || at - read.at >= REREAD_MS) {
      const reading = readApproved(store).catch((thrown) => {
        onTrouble(thrown);
        return [];
      });
      read = { at, approved: reading };
    }
    return read.approved;
  };

  const firstStanding = async (candidates: readonly OpenQuestion[], library: RuleLibrary) => {
    for (const faq of candidates) {
      const checked = await confirmed(faq, library);
      if (checked) return checked;
    }
    return undefined;
  };

  return {
    async answerTo(question, library) {
      const known = await approved();
      if (known.length === 0 || question.length > MOST_CHARACTERS) return undefined;
      const id = questionId(keptText(question));
      const asked = await compared(question);
      const same = known.filter(({ faq, wording }) => faq.id === id || isSameQuestion(wording, asked));
      return firstStanding(nearestFirst(question, same), library);
    },

    async nearest(question, library) {
      if (question.length > MOST_CHARACTERS) return undefined;
      const looked = nearestFirst(question, await approved()).slice(0, COMPARED_BY_MEANING);
      if (looked.length === 0) return undefined;
      const wordings = looked.map((faq) => faq.question);
      const cosines = await nearness?.(question, wordings);
      const offered = looked
        .map((faq, at) => ({ faq, near: cosines?.[at] ?? likeness(question, faq) }))
        .filter(({ near }) => near >= (cosines ? OFFERED_MEANING : OFFERED_WORDS))
        .sort((one, other) => other.near - one.near);
      return firstStanding(
        offered.map(({ faq }) => faq),
        library,
      );
    },

    async byId(id, library) {
      const known = await approved();
      return firstStanding(
        known.filter(({ faq }) => faq.id === id).map(({ faq }) => faq),
        library,
      );
    },
  };
}

async function readApproved(store: OpenQuestionStore): Promise<readonly Approved[]> {
  const faqs = await store.list('approved');
  return Promise.all(faqs.map(async (faq) => ({ faq, wording: await compared(faq.question) })));
}

async function compared(question: string): Promise<ComparedQuestion> {
  return comparedQuestion(question, await loadWords(), loadDictionary());
}

function nearestFirst(question: string, known: readonly Approved[]): readonly OpenQuestion[] {
  return known
    .map(({ faq }) => ({ faq, likeness: likeness(question, faq) }))
    .sort((one, other) => other.likeness - one.likeness)
    .map(({ faq }) => faq);
}

function likeness(question: string, faq: OpenQuestion): number {
  return (shareHeld(question, faq.question) + shareHeld(faq.question, question)) / 2;
}

/** An approved answer as it stands now; undefined where one of its sources does not, or may not be read. */
export async function confirmed(faq: OpenQuestion, library: RuleLibrary): Promise<ConfirmedAnswer | undefined> {
  const { id, question, answer, sources, approval, state } = faq;
  if (state !== 'approved' || approval === undefined || sources.length === 0) return undefined;
  const citations = await Promise.all(sources.map((source) => citationNow(source, library)));
  const checked = citations.filter((citation) => citation !== undefined);
  if (checked.length < sources.length) return undefined;
  return { id, question, answer, department: approval.department, on: approval.on, citations: checked };
}
