import type { Basis, Choice, Part } from '../../answer.ts';
import type { CommandAnswer } from '../command.ts';

export interface DraftView {
  readonly title: string;
  readonly draft: string;
  /** Id of the genre; empty where the text came from elsewhere. */
  readonly genre: string;
  /** Everything the user gave, as text: later rewritings are compared with it. */
  readonly given: string;
  readonly asked: string;
  readonly warnings: readonly string[];
  readonly basis: Basis;
  /** What is shown below the draft and its warnings. */
  readonly below?: readonly Part[];
}

/** A draft in an editable field, with the buttons that work on its text as it then stands. */
export function draftAnswer({
  title,
  draft,
  genre,
  given,
  asked,
  warnings,
  basis,
  below = [],
}: DraftView): CommandAnswer {
  const rewrite = (label: string, how: string): Choice => ({
    label,
    action: { name: 'draft.rewrite', data: { how, genre, given } },
  });
  const choices: Choice[] = [rewrite('短く', 'shorter'), rewrite('丁寧に', 'politer'), rewrite('やさしく', 'plainer')];
  const parts: Part[] = [
    { kind: 'draft', label: '文案', text: draft, choices },
    ...warnings.map((text) => ({ kind: 'text' as const, text, tone: 'warning' as const })),
    ...below,
  ];
  return {
    kind: 'answer',
    asked,
    said: draft,
    memory: { draft, genre, given },
    answer: { command: 'draft', title, basis, generated: true, speak: `${title}ができました。`, parts },
  };
}
