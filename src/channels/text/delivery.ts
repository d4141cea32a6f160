import { describeError, type Log } from '../../log.ts';
import type { Abilities } from './outgoing.ts';
import { inPlaceOf } from './pieces/inPlaceOf.ts';
import type { Piece } from './pieces/optionPieces.ts';
import type { DialogueMemory } from './state/dialogueMemory.ts';
import type { SendPiece } from './textChannel.ts';

/** Sends pieces one after another. Never rejects: what cannot be sent is logged, and its reader is told. */
export interface Delivery {
  send(pieces: readonly Piece[]): Promise<void>;
  sentence(text: string): Promise<void>;
  /** A sentence while the answer is still to come. */
  aside(text: string): Promise<void>;
}

/** Under pieces of which one is missing. */
const NOT_WHOLE = 'お送りできなかった部分があります。お手数ですが、もう一度お送りください。';

export interface DeliveryParts {
  readonly conversation: string;
  readonly send: SendPiece;
  readonly abilities: Abilities;
  readonly memory: Pick<DialogueMemory, 'saveStamp'>;
  readonly log: Log;
}

/** Pieces for one conversation; what a stamp was about is remembered under the id that it got. */
export function createDelivery({ conversation, send, abilities, memory, log }: DeliveryParts): Delivery {
  async function sendOne({ outgoing, stamp }: Piece, aside?: 'aside'): Promise<boolean> {
    let id: string | undefined;
    try {
      id = await send(outgoing, aside);
    } catch (thrown) {
      log.error('piece not sent', { kind: outgoing.kind, ...describeError(thrown) });
      return false;
    }
    if (stamp === undefined || id === undefined) return true;
    try {
      await memory.saveStamp(conversation, id, stamp);
    } catch (thrown) {
      log.warn('stamp not remembered', describeError(thrown));
    }
    return true;
  }

  /** In other words where the channel refuses a piece; false where something of it is missing all the same. */
  async function sendSomehow(piece: Piece): Promise<boolean> {
    if (await sendOne(piece)) return true;
    const others = inPlaceOf(piece.outgoing, abilities);
    for (const outgoing of others) if (!(await sendOne({ outgoing }))) return false;
    return others.length > 0;
  }

  return {
    async send(pieces) {
      let whole = true;
      for (const piece of pieces) whole = (await sendSomehow(piece)) && whole;
      if (!whole) await sendOne({ outgoing: { kind: 'text', text: NOT_WHOLE } });
    },
    async sentence(text) {
      await sendOne({ outgoing: { kind: 'text', text } });
    },
    async aside(text) {
      await sendOne({ outgoing: { kind: 'text', text } }, 'aside');
    },
  };
}
