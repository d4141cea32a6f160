import type { ReceivedFile } from '../../../conversation/message.ts';
import type { TextMessage } from '../../text/textChannel.ts';
import { meantAmong, speaksOfFiles } from './fileWords.ts';
import { readMentions } from './mention.ts';
import type { RecentFiles } from './recentFiles.ts';
import type { DirectEvent, DirectFile, DirectRoom, DirectSession } from './session.ts';

/** What a person did in a room. */
export type PersonEvent = Extract<DirectEvent, { readonly kind: 'text' | 'file' | 'chosen' }>;

export interface EventReader {
  readonly session: Pick<DirectSession, 'download' | 'members'>;
  readonly recentFiles: RecentFiles;
}

/** The conversation of a room. Ids of Teams begin with `19:`, `29:` or `a:`, a relay's with `webhook:`. */
export function conversationOf({ id, kind }: DirectRoom): TextMessage['conversation'] {
  return { id: `direct:${id}`, kind: kind === 'pair' ? 'personal' : 'group' };
}

/**
 * Reads what a person did into the words of the conversation; undefined where it is not meant for the bot. In a group
 * that is everything without a mention but a pressed stamp; a file without one is kept for the mention that speaks of it.
 * @param bot the bot's own user id
 */
export function readEvent(
  event: PersonEvent,
  bot: string,
  { session, recentFiles }: EventReader,
): TextMessage | undefined {
  const { room, sender } = event;
  const message = {
    id: event.id,
    channel: 'logo' as const,
    conversation: conversationOf(room),
    sender: { id: sender.id, ...(sender.name && { name: sender.name }) },
    sentAt: event.at,
    audience: async () => {
      if (room.kind === 'pair') return [sender.id];
      const members = await session.members(room.id);
      // Who asks sees the answer, whether or not the platform lists them.
      return members && [...new Set([...members.map(({ id }) => id), sender.id])];
    },
  };
  if (event.kind === 'chosen') return { ...message, text: '', pressed: { stamp: event.of, option: event.option } };

  const { toBot, text } = readMentions(event.text, bot);
  const sent = event.kind === 'file' ? event.files : [];
  if (room.kind === 'group' && !toBot) {
    if (sent.length > 0) recentFiles.remember(room.id, sender.id, sent);
    return undefined;
  }
  const earlier = sent.length === 0 && speaksOfFiles(text);
  const files = earlier ? meantAmong(recentFiles.take(room.id, sender.id)) : sent;
  return { ...message, text, ...(files.length > 0 && { files: files.map((file) => received(file, session)) }) };
}

function received(file: DirectFile, session: EventReader['session']): ReceivedFile {
  const { name, contentType, bytes } = file;
  return { name, contentType, bytes, read: (limitBytes) => session.download(file, limitBytes) };
}
