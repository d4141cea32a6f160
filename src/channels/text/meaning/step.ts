import type { Action } from '../../../answer.ts';
import type { DialogueState } from '../state/dialogueState.ts';
import type { Opened, Shown, Table } from '../state/shown.ts';

/** What a message leads to: something to say at once, and perhaps words or an action for the conversation. */
export interface Step {
  /** What is remembered of the sender from now on; with `forward`, until there is an answer. */
  readonly state: DialogueState;
  readonly says: readonly Saying[];
  /** The answer of which something that was kept is said. */
  readonly of?: Shown;
  readonly forward?: { readonly text: string; readonly action?: Action };
}

export type Saying =
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'opened'; readonly opened: Opened }
  /** A page of an answer's options. */
  | { readonly kind: 'menu'; readonly shown: Shown; readonly page: number }
  /** The question that the state's form is at, after a sentence. */
  | { readonly kind: 'question'; readonly said: string }
  | { readonly kind: 'word'; readonly title: string; readonly text: string }
  | { readonly kind: 'csv'; readonly table: Table };

export function sentence(text: string): Saying {
  return { kind: 'sentence', text };
}
