import { describeError, type Log } from '../../log.ts';
import type { Piece } from './pieces/optionPieces.ts';
import type { DialogueMemory } from './state/dialogueMemory.ts';
import type { SendPiece } from './textChannel.ts';

/** Sends pieces one after another. Never rejects: what cannot be sent is logged. */
export interface Delivery {
  send(pieces: readonly Piece[]): Promise<void>;
  sentence(text: string): Promise<void>;
  /** A sentence while the answer is still to come. */
  aside(text: string): Promise<void>;
}

export interface DeliveryParts {
  readonly conversation: string;
  readonly send: SendPiece;
  readonly memory: Pick<DialogueMemory, 'saveStamp'>;
  readonly log: Log;
}

/** Pieces for one conversation; what a stamp was about is remembered under the id that it got. */
export function createDelivery({ conversation, send, memory, log }: DeliveryParts): Delivery {
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

  return {
    async send(pieces) {
      for (const piece of pieces) {
        if ((await sendOne(piece)) || piece.outgoing.kind !== 'file') continue;
        const text = `ファイル「${piece.outgoing.name}」を送信できませんでした。しばらくしてからもう一度お試しください。`;
        await sendOne({ outgoing: { kind: 'text', text } });
      }
    },
    async sentence(text) {
      await sendOne({ outgoing: { kind: 'text', text } });
    },
    async aside(text) {
      await sendOne({ outgoing: { kind: 'text', text } }, 'aside');
    },
  };
}
