import { ANSWER_YES_OR_NO } from '../../text/form/formWords.ts';
import type { Abilities, Outgoing } from '../../text/outgoing.ts';
import type { WebhookMessage } from './messageSchema.ts';

/** One piece of a reply as a relay gets it; docs/schemas/logo-webhook-reply.schema.json describes it. */
export type ReplyMessage =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'note'; readonly title: string; readonly text: string }
  | { readonly kind: 'choices'; readonly stamp: string; readonly question: string; readonly options: readonly string[] }
  | { readonly kind: 'confirm'; readonly stamp: string; readonly question: string }
  | { readonly kind: 'file'; readonly name: string; readonly contentType: string; readonly content: string };

/** A part of the reply to one message. Parts are numbered from 1; one with the same number is the same part again. */
export interface Reply {
  readonly id: string;
  readonly conversation: string;
  /** 0: there is nothing to show. */
  readonly part: number;
  readonly messages: readonly ReplyMessage[];
  /** Nothing more will come. */
  readonly done: boolean;
  /** The message had been taken before. */
  readonly duplicate?: true;
}

export type Shows = NonNullable<WebhookMessage['reply']['shows']>;

/** The largest file of a reply: with base64 it fits into what the store of dialogues keeps under one key. */
export const MOST_FILE_BYTES = 600 * 1024;

const TEXT_CHARACTERS = 2_000;
const NOTE = { titleCharacters: 100, textCharacters: 5_000 };
const BUTTONS = 10;

/** What a relay can show: without a word from it, text alone. */
export function abilitiesOf(shows: Shows): Abilities {
  return {
    textCharacters: TEXT_CHARACTERS,
    stampOptions: shows.includes('buttons') ? BUTTONS : 0,
    files: shows.includes('files'),
    ...(shows.includes('notes') && { notes: NOTE }),
  };
}

/** A reply that says only how the message stands. */
export function emptyReply({ id, conversation }: WebhookMessage, done: boolean, duplicate = false): Reply {
  return { id, conversation: conversation.id, part: 0, messages: [], done, ...(duplicate && { duplicate }) };
}

/** @param stamp the id under which a press of this piece comes back */
export function toReplyMessage(piece: Outgoing, stamp: string, shows: Shows): ReplyMessage {
  switch (piece.kind) {
    case 'text':
    case 'note':
      return piece;
    case 'select':
      return { kind: 'choices', stamp, question: piece.question, options: piece.options };
    case 'confirm':
      if (shows.includes('buttons')) return { kind: 'confirm', stamp, question: piece.question };
      return { kind: 'text', text: `${piece.question}\n${ANSWER_YES_OR_NO}` };
    case 'file':
      if (piece.bytes.length > MOST_FILE_BYTES) {
        return { kind: 'text', text: `ファイル「${piece.name}」は大きすぎるため、お送りできませんでした。` };
      }
      return {
        kind: 'file',
        name: piece.name,
        contentType: piece.contentType,
        content: piece.bytes.toString('base64'),
      };
  }
}
