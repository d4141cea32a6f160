import type { Choice } from '../../answer.ts';
import type { ConfirmedAnswers } from '../../faq/confirmedAnswers.ts';
import { type AskedQuestion, clauseRefs, departmentOf, type FileQuestion } from '../../faq/filing.ts';
import type { Hit } from '../../policy/library.ts';
import type { PastTurn } from '../../stores/history.ts';
import type { ClauseRef } from '../../stores/openQuestions.ts';
import type { CommandAnswer, CommandInput, TurnMemory } from '../command.ts';
import { textAnswer } from '../textAnswer.ts';

/** What `規程` needs to file questions for the departments and to give the answers that they confirmed. */
export interface QuestionTools {
  readonly confirmed: ConfirmedAnswers;
  readonly file: FileQuestion;
  /** Told when a question could not be filed; nobody is kept waiting for it. */
  readonly onTrouble: (thrown: unknown) => void;
}

/** How long an answer may wait for its question to be filed. */
const PATIENCE_MS = 1000;
const HITS_LOOKED_AT = 30;
/** Nearest documents of which the first with an owner is asked. */
const OWNERS_LOOKED_AT = 3;

/** The department to ask about what these clauses are on. */
export function departmentFor(nearest: readonly Hit[]): string {
  return departmentOf(nearest.slice(0, OWNERS_LOOKED_AT).map(({ document }) => document));
}

/** The button that files the question of a turn. */
export function fileChoice(turn: string, text: string): Choice {
  return { label: '担当課への質問として登録する', action: { name: 'ask.file', data: { turn, text } } };
}

/** Files a refused question. Never throws, and does not hold up the answer for long. */
export async function fileRefused(tools: QuestionTools, asked: Omit<AskedQuestion, 'reason'>): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  const filed = tools.file({ ...asked, reason: 'refused' }).then(() => {}, tools.onTrouble);
  const late = new Promise<void>((resolve) => {
    patience = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([filed, late]);
  clearTimeout(patience);
}

/** The press of that button: files the question and says to which department. */
export async function fileFromButton(
  { action, rules, conversation }: Pick<CommandInput, 'action' | 'rules' | 'conversation'>,
  tools: QuestionTools | undefined,
): Promise<CommandAnswer> {
  const { turn = '', text = '' } = action?.data ?? {};
  if (turn === '' || text.trim() === '')
    return said('登録する質問が見つかりませんでした。もう一度「規程」に続けて質問をお書きください。');
  const nearest = oneAnArticle((await (await rules()).search(text, HITS_LOOKED_AT)).hits);
  const department = departmentFor(nearest);
  const whom = department === '' ? '担当課' : department;
  const apology = `質問を登録できませんでした。お手数ですが、${whom}に直接お問い合わせください。`;
  if (tools === undefined) return said(`質問の保存先がないため、${apology}`);
  try {
    const asked = { text, nearest: clauseRefs(nearest), department, conversation, turn };
    await tools.file({ ...asked, reason: 'filed' });
    // By what this asker may read: others may have filed the same question over documents that they alone see.
    const to =
      department === ''
        ? '担当課への質問として登録しました。担当課は、これから確認します。'
        : `${department}への質問として登録しました。`;
    return said(`${to}お名前は記録していません。担当課が回答を確認すると、同じ質問に最初にお答えします。`);
  } catch (thrown) {
    tools.onTrouble(thrown);
    return said(`質問の保存先を利用できないため、${apology}`);
  }
}

/** What a turn remembers so that a thumb down on it can file its question. */
export function filingMemory(text: string, nearest: readonly Hit[]): TurnMemory {
  const refs = clauseRefs(nearest).map(({ document, article, clause }) => [document, article, clause].join('\t'));
  return { question: text, department: departmentFor(nearest), nearest: refs.join('\n') };
}

/** A turn of `規程` that got a thumb down, as a question to file; `mask` takes the personal data out of its text. */
export function dislikedQuestion(turn: PastTurn, mask: (text: string) => string): AskedQuestion | undefined {
  if (turn.command !== 'ask') return undefined;
  const { question = turn.asked, department = '', nearest = '' } = turn.memory;
  return {
    text: mask(question),
    reason: 'thumbs_down',
    nearest: nearest.split('\n').flatMap(clauseRef),
    department,
    conversation: turn.conversation,
    turn: turn.id,
  };
}

function clauseRef(line: string): ClauseRef[] {
  const [document, article, clause] = line.split('\t');
  return document && article && clause ? [{ document, article, clause }] : [];
}

function oneAnArticle(hits: readonly Hit[]): readonly Hit[] {
  return hits.filter((hit, index) => hits.findIndex(({ article }) => article.id === hit.article.id) === index);
}

function said(text: string): CommandAnswer {
  return textAnswer({ command: 'ask', title: '担当課への質問', text });
}
