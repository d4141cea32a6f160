import { type RuleNotes, reasonNames, stateNames } from '../faq/table/columns.ts';
import type { OpenQuestion } from '../stores/openQuestions.ts';
import { printJson, printText } from './output.ts';

/** Prints a question for a person, or as one JSON object. */
export function printQuestion(question: OpenQuestion, notes: RuleNotes, json: boolean | undefined): void {
  if (json) printJson({ ...question, stale: notes.stale !== '' });
  else printText(readable(question, notes));
}

function readable(question: OpenQuestion, { stale, nearest }: RuleNotes): string {
  const { id, state, department, count, first, last, asked, reasons, answer, sources, approval } = question;
  const days = first === last ? first : `${first}～${last}`;
  const line = (name: string, text: string) => (text === '' ? [] : [`  ${name}：${text.replaceAll('\n', '\n    ')}`]);
  return [
    `${id}　${stateNames[state]}　${count}回（${days}）　担当課：${department === '' ? '未定' : department}`,
    ...line('質問', question.question),
    ...line('最初の質問', asked === question.question ? '' : asked),
    ...line('理由', reasons.map((reason) => reasonNames[reason]).join('、')),
    ...line('近い条文', nearest.join('、')),
    ...line('回答', answer),
    ...sources.flatMap(({ title, label, quote }) => line('根拠', `${title} ${label}\n「${quote}」`)),
    ...line('承認', approval === undefined ? '' : `${approval.by}（${approval.department}、${approval.on}）`),
    ...line('注意', stale),
  ].join('\n');
}
