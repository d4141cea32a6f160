import type { DirectOutgoing } from '../session.ts';
import type { RoomMessage } from './clientMessages.ts';
import { CallLost, type Connection } from './connection.ts';
import { contents, isSameMessage, messageTypes, type NewMessage, newMessage } from './messageContent.ts';
import { messagesAfter } from './roomHistory.ts';

export interface SendingOptions {
  /** The newest message that is known to be in a room. */
  readonly newest: (room: string) => string;
  readonly isOwn: (message: RoomMessage) => boolean;
  /** Whether a message or note was sent by an earlier sending. */
  readonly isClaimed: (id: string) => boolean;
  /** How long the platform may take for one answer, and for a file. */
  readonly answerMs: number;
  readonly uploadMs: number;
}

/** What was sent: its id for the caller, and the id of the message in the room where that is another or none. */
export interface Sent {
  readonly id: string;
  readonly message?: string;
}

/** One message on its way, over as many connections as it takes. */
export interface Sending {
  /** Whether a connection ended before its answer came, so that it may be in the room already. */
  isDoubtful(): boolean;
  /** Looks for it in the room. */
  find(connection: Connection): Promise<Sent | undefined>;
  /** @throws CallFailed, CallLost */
  send(connection: Connection): Promise<Sent>;
}

export function sendingOf(room: string, outgoing: DirectOutgoing, options: SendingOptions): Sending {
  if (outgoing.kind === 'note') return sendingNote(room, outgoing, options);
  if (outgoing.kind === 'file') return sendingFile(room, outgoing, options);
  const message = newMessage(outgoing);
  return sendingMessage(room, async () => message, options);
}

function sendingFile(room: string, file: Extract<DirectOutgoing, { kind: 'file' }>, options: SendingOptions): Sending {
  const { name, contentType, bytes } = file;
  let uploaded: NewMessage | undefined;
  const upload = async (connection: Connection): Promise<NewMessage> => {
    uploaded ??= {
      type: messageTypes.file,
      content: await connection.call('upload', { room, name, contentType, bytes }, options.uploadMs),
    };
    return uploaded;
  };
  return sendingMessage(room, upload, options);
}

function sendingMessage(
  room: string,
  make: (connection: Connection) => Promise<NewMessage>,
  options: SendingOptions,
): Sending {
  let before: string | undefined;
  return {
    isDoubtful: () => before !== undefined,
    async find(connection) {
      const message = await make(connection);
      const found = (await messagesAfter(connection, room, before ?? '0', options.answerMs)).find(
        (candidate) =>
          options.isOwn(candidate) && !options.isClaimed(candidate.id) && isSameMessage(candidate, message),
      );
      return found && { id: found.id, message: found.id };
    },
    async send(connection) {
      const message = await make(connection);
      before ??= options.newest(room);
      try {
        const { id } = await connection.call('create', { room, ...message }, options.answerMs);
        return { id, message: id };
      } catch (thrown) {
        if (!(thrown instanceof CallLost)) before = undefined;
        throw thrown;
      }
    },
  };
}

/** A note is not a message, but the platform tells of it by one. */
function sendingNote(room: string, note: Extract<DirectOutgoing, { kind: 'note' }>, options: SendingOptions): Sending {
  const { title, content } = note;
  let before: string | undefined;
  return {
    isDoubtful: () => before !== undefined,
    async find(connection) {
      for (const candidate of await messagesAfter(connection, room, before ?? '0', options.answerMs)) {
        if (candidate.type !== messageTypes.noteCreated || !options.isOwn(candidate)) continue;
        const told = contents.noteCreated.safeParse(candidate.content).data;
        if (told?.title !== title || options.isClaimed(told.note_id)) continue;
        return { id: told.note_id, message: candidate.id };
      }
      return undefined;
    },
    async send(connection) {
      before ??= options.newest(room);
      try {
        return await connection.call('note', { room, title, content }, options.answerMs);
      } catch (thrown) {
        if (!(thrown instanceof CallLost)) before = undefined;
        throw thrown;
      }
    },
  };
}
