import type { Action, Answer, FilePart } from '../../../answer.ts';

/**
 * A button of this channel alone: other channels send a draft as a file in ways of their own. The draft as it stands in its
 * box comes along with it.
 */
const WORD_ACTION = 'teams.word';
const LABEL = 'Wordファイルで受け取る';
const NAMELESS = '文案';

/** The answer with a button beside each draft that makes a Word file of it. */
export function withWordButtons(answer: Answer): Answer {
  const choice = { label: LABEL, action: { name: WORD_ACTION, data: { title: answer.title } } };
  const parts = answer.parts.map((part) =>
    part.kind === 'draft' ? { ...part, choices: [...part.choices, choice] } : part,
  );
  return { ...answer, parts };
}

/** The file that a press of this button asks for; undefined for any other button. */
export function wordFileAsked({ name, data }: Action): FilePart | undefined {
  if (name !== WORD_ACTION) return undefined;
  const { title = '', draft = '' } = data;
  return { kind: 'file', name: `${title.slice(0, 200) || NAMELESS}.docx`, contentType: '', text: draft.trim() };
}
