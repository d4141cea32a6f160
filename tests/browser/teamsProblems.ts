import { cardProblems } from '../unit/cardsProblems.ts';
import type { SentActivity, SentCall } from './teamsWire.ts';

/** Of a whole message, counted as UTF-16 and UTF-8, whichever is more. */
const CARD_LIMIT_BYTES = 28_000;
const ABSTRACT_LIMIT = 160;
const NAME_LIMIT = 80;

interface Claim {
  readonly position: number;
  readonly appearance: { readonly name: string; readonly abstract: string };
}

/**
 * What Teams would refuse or leave out of what the bot sent, though the playground shows it:
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content and
 * https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux
 */
export function teamsProblems(calls: readonly SentCall[]): readonly string[] {
  return [...calls.flatMap(problemsOfCall), ...problemsOfStreams(calls)];
}

function problemsOfCall({ method, status, activity }: SentCall): readonly string[] {
  const problems = status < 300 ? [] : [`${method} was answered with ${status}`];
  if (activity?.type !== 'message') return problems;
  return [...problems, ...problemsOfCitations(activity), ...problemsOfCards(activity)];
}

function problemsOfCitations({ text = '', entities = [] }: SentActivity): readonly string[] {
  const roots = entities.filter(({ type }) => type === 'https://schema.org/Message');
  const claims = roots.flatMap(({ citation }) => (citation ?? []) as Claim[]);
  return [
    ...(roots.length > 1 ? ['more than one root entity'] : []),
    ...claims.filter(({ position }) => !text.includes(`[${position}]`)).map((one) => `no mark [${one.position}]`),
    ...claims.filter(({ appearance }) => appearance.name.length > NAME_LIMIT).map(() => 'name of a citation too long'),
    ...claims.filter(({ appearance }) => appearance.abstract.length > ABSTRACT_LIMIT).map(() => 'abstract too long'),
  ];
}

function problemsOfCards({ attachments = [] }: SentActivity): readonly string[] {
  return attachments.flatMap(({ content }) => {
    const json = JSON.stringify(content);
    const bytes = Math.max(json.length * 2, Buffer.byteLength(json));
    return [
      ...cardProblems(content),
      ...(json.includes('${') ? ['a part of the template is unfilled'] : []),
      ...(bytes > CARD_LIMIT_BYTES ? [`a card of ${bytes} bytes`] : []),
    ];
  });
}

/** A stream counts on, only ever adds to its text, and ends in a message without a number; only in personal chats. */
function problemsOfStreams(calls: readonly SentCall[]): readonly string[] {
  const problems: string[] = [];
  const shown = new Map<string, { sequence: number; text: string }>();
  for (const { activity, conversation, id } of calls) {
    const info = activity?.entities?.find(({ type }) => type === 'streaminfo');
    if (activity === undefined || info === undefined) continue;
    const stream = String(info.streamId ?? id);
    const before = shown.get(stream) ?? { sequence: 0, text: '' };
    if (conversation !== 'personal-chat-id') problems.push('a stream outside of a personal chat');
    if (info.streamType === 'final') {
      if (info.streamSequence !== undefined) problems.push('the end of a stream has a number');
      shown.delete(stream);
      continue;
    }
    const text = info.streamType === 'streaming' ? (activity.text ?? '') : '';
    if (Number(info.streamSequence) <= before.sequence) problems.push('a stream does not count on');
    if (!text.startsWith(before.text)) problems.push('a stream takes back what it said');
    shown.set(stream, { sequence: Number(info.streamSequence), text });
  }
  return [...problems, ...[...shown.keys()].map(() => 'a stream has no end')];
}
