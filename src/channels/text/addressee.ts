import type { IncomingMessage } from '../../conversation/message.ts';

/** Whom something is said to: a form's questions are for its sender alone. */
export interface Addressee {
  readonly sender: string;
  /** True where others read along, so that the bot is answered with a mention. */
  readonly isAmongOthers: boolean;
}

export function addresseeOf({ sender, conversation }: Pick<IncomingMessage, 'sender' | 'conversation'>): Addressee {
  return { sender: sender.id, isAmongOthers: conversation.kind !== 'personal' };
}
