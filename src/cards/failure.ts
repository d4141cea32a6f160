import type { Answer } from '../answer.ts';
import type { KanameError } from '../errors.ts';

/** What is said when no answer could be given: the error's own sentence, and the way to the help. */
export function failureAnswer(error: KanameError): Answer {
  return {
    command: 'failure',
    title: error.code === 'cancelled' ? '中止しました' : '回答できませんでした',
    basis: 'program',
    generated: false,
    speak: error.sentence,
    parts: [
      { kind: 'text', text: error.sentence, tone: error.code === 'cancelled' ? 'body' : 'warning' },
      { kind: 'choices', choices: [{ label: '使い方を見る', action: { name: 'help', data: {} } }] },
    ],
  };
}
