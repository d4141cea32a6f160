import type { Choice } from '../answer.ts';
import type { CommandAnswer } from './command.ts';

export interface TextAnswer {
  readonly command: string;
  readonly title: string;
  readonly text: string;
  readonly choices?: readonly Choice[];
}

/** An answer of Kaname itself that is a sentence, perhaps with buttons: a question back, or word that something is done. */
export function textAnswer({ command, title, text, choices = [] }: TextAnswer): CommandAnswer {
  return {
    kind: 'answer',
    said: '',
    answer: {
      command,
      title,
      basis: 'program',
      generated: false,
      speak: text,
      parts: [{ kind: 'text', text }, ...(choices.length > 0 ? [{ kind: 'choices' as const, choices }] : [])],
    },
  };
}
