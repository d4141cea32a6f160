import type { DirectUser } from './session.ts';

/*
 * Mention mark-up as the vendor's client (direct-js 2.1.0) reads and writes it: `{@:<userId>,<len>}@name`, where `len`
 * counts the code points of the name and its @; `{@:ALL,4}@ALL` means everybody. No public document describes it.
 */

const MARKUP = /\{@:(ALL|\d{1,20}),(\d{1,4})\}@/g;
/** 「さん」 as the chat adds it, but not 「さんざん」; and what separates a mention from what is said. */
const AFTER_MENTION = /^[ \t\u3000]*(?:さん|さま|様)(?![\u3041-\u309fー])[\s、，,：:]*|^[\s、，,：:]+/u;
/** Names longer than this are cut: a mention may not take the room of what is said. In code points. */
const NAME_CHARACTERS = 30;

interface Mention {
  readonly user: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A text as a person reads it, and whether it speaks to the bot. */
export interface ReadText {
  readonly toBot: boolean;
  readonly text: string;
}

/**
 * Reads the mentions of a text: the bot's go away with the 「さん」 and the separators after them, others become their
 * names. A mention of everybody does not speak to the bot. What is no proper mark-up stays as it is.
 */
export function readMentions(text: string, bot: string): ReadText {
  const mentions = mentionsIn(text);
  let read = '';
  let position = 0;
  for (const { user, name, start, end } of mentions) {
    read += text.slice(position, start);
    position = end;
    if (user === bot) position += AFTER_MENTION.exec(text.slice(end))?.[0].length ?? 0;
    else read += user === 'ALL' ? '全員' : name;
  }
  return {
    toBot: mentions.some(({ user }) => user === bot),
    text: (read + text.slice(position)).trim(),
  };
}

/** Mark-up that mentions a person, with 「さん」; empty where the name is not known. */
export function mentionOf({ id, name = '' }: DirectUser): string {
  const shown = [...withoutMarkup(name).replace(/\s+/gu, ' ').trim()].slice(0, NAME_CHARACTERS);
  return shown.length === 0 || !/^\d{1,20}$/.test(id) ? '' : `{@:${id},${shown.length + 1}}@${shown.join('')} さん`;
}

/** Breaks whatever a client would take for a mention, so that nobody is called by words that Kaname repeats. */
export function withoutMarkup(text: string): string {
  return text.replaceAll('{@:', '{@ ');
}

function mentionsIn(text: string): readonly Mention[] {
  const found: Mention[] = [];
  for (const { 0: mark, 1: user = '', 2: length = '', index: start } of text.matchAll(MARKUP)) {
    if (start < (found.at(-1)?.end ?? 0)) continue;
    const count = Number(length) - 1;
    const nameAt = start + mark.length;
    const name = [...text.slice(nameAt, nameAt + 2 * count)].slice(0, count);
    if (count < 1 || name.length < count) continue;
    found.push({ user, name: name.join(''), start, end: nameAt + name.join('').length });
  }
  return found;
}
