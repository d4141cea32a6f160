import { z } from 'zod';
import type { DirectFile, DirectOutgoing } from '../session.ts';

/** The platform's numbers for kinds of messages. */
export const messageTypes = {
  system: 0,
  text: 1,
  stamp: 2,
  file: 4,
  textAndFiles: 5,
  noteCreated: 10,
  ownStamp: 12,
  yesNo: 500,
  yesNoReply: 501,
  select: 502,
  selectReply: 503,
} as const;

const id = z.bigint().or(z.int()).transform(String);
const file = z.object({
  file_id: id,
  name: z.string(),
  content_type: z.string().catch('application/octet-stream'),
  content_size: z.number().or(z.bigint()).transform(Number).catch(0),
  url: z.string(),
  deleted: z.boolean().optional().catch(undefined),
});

/** What is read of each kind of message. */
export const contents = {
  text: z.string(),
  stamp: z.object({ text: z.string().catch('') }),
  file,
  textAndFiles: z.object({ text: z.string().nullish(), files: z.array(file) }),
  noteCreated: z.object({ note_id: id, title: z.string() }),
  yesNo: z.object({ question: z.string() }),
  yesNoReply: z.object({ in_reply_to: id, response: z.boolean() }),
  select: z.object({ question: z.string(), options: z.array(z.string()) }),
  selectReply: z.object({ in_reply_to: id, response: z.int().min(0) }),
  talkersAdded: z.object({ type: z.literal('add_talkers'), added_user_ids: z.array(id) }),
};

/** A file of a message; undefined where it was deleted. */
export function directFile(content: z.infer<typeof file>): DirectFile | undefined {
  if (content.deleted) return undefined;
  const { file_id, name, content_type, content_size, url } = content;
  return { id: file_id, name, contentType: content_type, bytes: content_size, url };
}

/** A message as `create_message` takes it. */
export interface NewMessage {
  readonly type: number;
  readonly content: unknown;
}

/** `listing` is what direct-js adds to the stamps that it sends: not in the list of the room's open questions. */
export function newMessage(outgoing: Exclude<DirectOutgoing, { kind: 'note' | 'file' }>): NewMessage {
  switch (outgoing.kind) {
    case 'text':
      return { type: messageTypes.text, content: outgoing.text };
    case 'select': {
      const { question, options } = outgoing;
      return { type: messageTypes.select, content: { question, options: [...options], listing: false } };
    }
    case 'yesno':
      return { type: messageTypes.yesNo, content: { question: outgoing.question, listing: false } };
  }
}

/** Whether a message that is in the room is the one that was to be sent. */
export function isSameMessage(found: NewMessage, sent: NewMessage): boolean {
  if (found.type !== sent.type) return false;
  const key = (content: unknown) => JSON.stringify(gist(sent.type, content));
  return key(found.content) === key(sent.content);
}

/** What a message says, without what the platform adds to it. */
function gist(type: number, content: unknown): unknown {
  switch (type) {
    case messageTypes.text:
      return contents.text.safeParse(content).data?.trim();
    case messageTypes.select:
      return contents.select.safeParse(content).data;
    case messageTypes.yesNo:
      return contents.yesNo.safeParse(content).data;
    case messageTypes.file:
      return contents.file.safeParse(content).data?.file_id;
    default:
      return undefined;
  }
}
