import type { Outgoing } from '../../text/outgoing.ts';
import type { SendPiece } from '../../text/textChannel.ts';
import type { WebhookMessage } from './messageSchema.ts';
import { emptyReply, type Reply, type ReplyMessage, toReplyMessage } from './reply.ts';

/** Gathers the pieces of one reply and cuts them into the parts in which they leave. */
export interface Outbox {
  readonly send: SendPiece;
  /** Every part so far. */
  readonly parts: readonly Reply[];
  /** Resolves with the first piece. */
  readonly begun: Promise<void>;
  /** Closes what came since the last cut, in as many parts as its size needs; `done` closes the reply. */
  cut(done: boolean): readonly Reply[];
}

/** Bytes of one part, quoted as the store keeps it; the store takes a megabyte under one key. */
const MOST_PART_BYTES = 1_000_000;

/** An empty outbox for the reply to this message. */
export function createOutbox(message: WebhookMessage): Outbox {
  const shows = message.reply.shows ?? [];
  const parts: Reply[] = [];
  let open: ReplyMessage[] = [];
  let pieces = 0;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const close = (messages: readonly ReplyMessage[], done: boolean) =>
    parts.push({ ...emptyReply(message, done), part: parts.length + 1, messages });

  return {
    parts,
    begun,
    async send(piece: Outgoing) {
      pieces += 1;
      const sent = toReplyMessage(piece, `${message.id}/${pieces}`, shows);
      open.push(sent);
      begin();
      return 'stamp' in sent ? sent.stamp : undefined;
    },
    cut(done) {
      const before = parts.length;
      const groups = inSizes(open);
      open = [];
      groups.forEach((group, at) => {
        close(group, done && at === groups.length - 1);
      });
      // Nothing was said at all: the conversation had seen the message before.
      if (done && parts.length === 0) parts.push(emptyReply(message, true, true));
      else if (done && groups.length === 0) close([], true);
      return parts.slice(before);
    },
  };
}

function inSizes(messages: readonly ReplyMessage[]): ReplyMessage[][] {
  const groups: ReplyMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(message)));
    const last = groups.at(-1);
    if (last !== undefined && bytes <= room) last.push(message);
    else {
      groups.push([message]);
      room = MOST_PART_BYTES;
    }
    room -= bytes;
  }
  return groups;
}
