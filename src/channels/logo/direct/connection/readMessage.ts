import type { DirectEvent, DirectFile } from '../session.ts';
import type { RoomMessage } from './clientMessages.ts';
import { contents, directFile, messageTypes } from './messageContent.ts';

/** The event of a person's message; undefined where it is none for a bot, or cannot be read. */
export function readMessage(message: RoomMessage): DirectEvent | undefined {
  const { id, room, sender, type, content } = message;
  const said = { id, room, sender, at: new Date(message.at) };
  switch (type) {
    case messageTypes.text: {
      const text = contents.text.safeParse(content).data;
      return text === undefined ? undefined : { kind: 'text', ...said, text };
    }
    case messageTypes.stamp:
    case messageTypes.ownStamp: {
      const text = contents.stamp.safeParse(content).data?.text;
      return text ? { kind: 'text', ...said, text } : undefined;
    }
    case messageTypes.file:
      return sentFiles(said, '', [contents.file.safeParse(content).data]);
    case messageTypes.textAndFiles: {
      const both = contents.textAndFiles.safeParse(content).data;
      return both && sentFiles(said, both.text ?? '', both.files);
    }
    case messageTypes.yesNoReply: {
      const reply = contents.yesNoReply.safeParse(content).data;
      return reply && { kind: 'chosen', ...said, of: reply.in_reply_to, option: reply.response ? 0 : 1 };
    }
    case messageTypes.selectReply: {
      const reply = contents.selectReply.safeParse(content).data;
      return reply && { kind: 'chosen', ...said, of: reply.in_reply_to, option: reply.response };
    }
    default:
      return undefined;
  }
}

type Said = Pick<Extract<DirectEvent, { kind: 'file' }>, 'id' | 'room' | 'sender' | 'at'>;

function sentFiles(said: Said, text: string, found: readonly (Parameters<typeof directFile>[0] | undefined)[]) {
  const files = found.flatMap((file): DirectFile[] => (file && (directFile(file) ?? [])) as DirectFile[]);
  if (files.length > 0) return { kind: 'file' as const, ...said, files, text };
  return text === '' ? undefined : { kind: 'text' as const, ...said, text };
}
