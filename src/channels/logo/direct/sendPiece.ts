import type { Outgoing } from '../../text/outgoing.ts';
import { cutLabel } from '../../text/pieces/longText.ts';
import type { SendPiece } from '../../text/textChannel.ts';
import { OPTION_CHARACTERS } from './abilities.ts';
import { mentionOf, withoutMarkup } from './mention.ts';
import type { DirectOutgoing, DirectSession, DirectUser } from './session.ts';

/** A way to send, and whether the last piece got through. */
export interface RoomSender {
  readonly send: SendPiece;
  readonly lost: () => boolean;
}

/**
 * Sends pieces to a room. The first one of the answer that can carry a mention calls `asker`, where one is given.
 * Whatever looks like a mention in a piece is broken before that.
 */
export function createRoomSender(session: Pick<DirectSession, 'send'>, room: string, asker?: DirectUser): RoomSender {
  let mention = asker === undefined ? '' : mentionOf(asker);
  let lost = false;
  return {
    async send(piece, aside) {
      const outgoing = called(toDirect(piece), aside ? '' : mention);
      if (!aside && outgoing.kind !== 'note' && outgoing.kind !== 'file') mention = '';
      lost = true;
      const id = await session.send(room, outgoing);
      lost = false;
      return id;
    },
    lost: () => lost,
  };
}

function toDirect(piece: Outgoing): DirectOutgoing {
  switch (piece.kind) {
    case 'text':
      return { kind: 'text', text: shown(piece.text) };
    case 'note':
      return { kind: 'note', title: shown(piece.title), content: shown(piece.text) };
    case 'select':
      return {
        kind: 'select',
        question: shown(piece.question),
        options: piece.options.map((option) => cutLabel(shown(option), OPTION_CHARACTERS)),
      };
    case 'confirm':
      return { kind: 'yesno', question: shown(piece.question) };
    case 'file':
      return { ...piece, name: shown(piece.name) };
  }
}

/** NUL and half an emoji cannot be written in the platform's frames; what was cut from a message may hold them. */
function shown(text: string): string {
  return withoutMarkup(text.replace(/[\0\p{Cs}]/gu, '\ufffd'));
}

function called(outgoing: DirectOutgoing, mention: string): DirectOutgoing {
  if (mention === '') return outgoing;
  if (outgoing.kind === 'text') return { ...outgoing, text: `${mention}\n${outgoing.text}` };
  if (outgoing.kind === 'select' || outgoing.kind === 'yesno')
    return { ...outgoing, question: `${mention}\n${outgoing.question}` };
  return outgoing;
}
