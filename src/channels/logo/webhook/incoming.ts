import { KanameError } from '../../../errors.ts';
import type { TextMessage } from '../../text/textChannel.ts';
import type { WebhookMessage } from './messageSchema.ts';

type File = NonNullable<WebhookMessage['files']>[number];

/** In a room of several people Kaname speaks when it is spoken to; the relay knows when that is. */
export function isAddressed({ conversation, mentioned, pressed, joined }: WebhookMessage): boolean {
  return conversation.kind === 'personal' || mentioned === true || pressed !== undefined || joined === true;
}

/** What a relay sent, as the conversation takes it. Rooms get a name of their own: a relay cannot speak in Teams'. */
export function toTextMessage({ id, sentAt, conversation, sender, text, pressed, files }: WebhookMessage): TextMessage {
  const { name } = sender;
  const readers = conversation.kind === 'personal' ? [] : conversation.members;
  return {
    id,
    channel: 'logo',
    conversation: roomOf({ conversation }),
    sender: { id: sender.id, ...(name !== undefined && { name }) },
    // Whoever asks reads the reply too; where the relay does not say who else does, nobody can tell.
    ...(readers && { audience: async () => [...new Set([sender.id, ...readers])] }),
    text: text ?? '',
    ...(files && { files: files.map(receivedFile) }),
    ...(pressed && { pressed }),
    sentAt,
  };
}

export function roomOf({ conversation }: Pick<WebhookMessage, 'conversation'>): TextMessage['conversation'] {
  return { id: `webhook:${conversation.id}`, kind: conversation.kind };
}

function receivedFile({ name, contentType, content }: File) {
  const bytes = Buffer.byteLength(content, 'base64');
  return {
    name,
    contentType,
    bytes,
    async read(limitBytes: number) {
      if (bytes <= limitBytes) return Buffer.from(content, 'base64');
      const limit = Math.floor(limitBytes / 1024).toLocaleString('ja-JP');
      throw new KanameError('input_too_long', `ファイル「${name}」が大きすぎます（上限は${limit}KBです）。`);
    },
  };
}
