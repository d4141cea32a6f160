import type { Activity, Entity } from 'botbuilder';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
// Bounded repetition: a text of 200 KB made of `<at` must not keep the process busy.
const AT_ELEMENT = /<at\b[^<>]{0,200}>([^<]{0,200})<\/at>/gi;

/**
 * The words of a message: without the mention of the bot, other people's mentions as their names, line breaks kept,
 * HTML entities as the characters they stand for. Teams marks up only mentions in `text`; formatting is in attachments.
 */
export function plainText(activity: Partial<Activity>): string {
  return decodeEntities(withoutBot(activity)).replace(/\r\n?/g, '\n').trim();
}

function withoutBot(activity: Partial<Activity>): string {
  const mentions = (activity.entities ?? []).filter(({ type }) => type === 'mention');
  const isBot = (mention: Entity | undefined) => mention?.mentioned?.id === activity.recipient?.id;
  const named = new Set(mentions.map((mention) => mention.text));
  let position = -1;
  return (activity.text ?? '').replace(AT_ELEMENT, (element: string, name: string) => {
    position += 1;
    // A client may write another name into the text than into the entity; then the order tells who is meant.
    const mention = named.has(element) ? mentions.find(({ text }) => text === element) : mentions[position];
    const meansBot = mention
      ? isBot(mention)
      : position === 0 && activity.conversation?.conversationType !== 'personal';
    return meansBot || name === activity.recipient?.name ? '' : name;
  });
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
