import type { Activity, Entity } from 'botbuilder';
import type { Answer, Citation } from '../../answer.ts';
import { escapeMarkdown as paragraphs } from '../../cards/escape.ts';

/** A card and the words for clients that do not show it. */
export interface DrawnCard {
  readonly card: Record<string, unknown>;
  readonly fallbackText: string;
}

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content */
const MAX_CITATIONS = 20;
const NAME_LIMIT = 80;
const ABSTRACT_LIMIT = 160;
const SUMMARY_LIMIT = 200;

/**
 * An answer as Teams shows it: its card, the label of generated text, the citations with their marks in the text
 * (Teams shows a citation only where the text has its `[n]`), and the thumbs. `lead` is Markdown and stands above it.
 */
export function answerMessage(answer: Answer, drawn: DrawnCard, lead = ''): Partial<Activity> {
  const citations = citationsOf(answer).slice(0, MAX_CITATIONS);
  const entity = messageEntity(answer, citations);
  return {
    type: 'message',
    text: joined(lead, citations.length > 0 ? `根拠：${citations.map(markedName).join('、')}` : ''),
    summary: cut(answer.speak, SUMMARY_LIMIT),
    attachments: [{ contentType: CARD_TYPE, content: drawn.card }],
    ...(entity && { entities: [entity] }),
    channelData: { feedbackLoop: { type: 'default' } },
  };
}

/** The greeting: a card nobody has to judge. */
export function greetingMessage(answer: Answer, drawn: DrawnCard): Partial<Activity> {
  return {
    type: 'message',
    summary: cut(answer.speak, SUMMARY_LIMIT),
    attachments: [{ contentType: CARD_TYPE, content: drawn.card }],
  };
}

/** What is sent where Teams does not take the card. */
export function shortMessage(answer: Answer, drawn: DrawnCard, lead?: string): Partial<Activity> {
  const note = '（カードを表示できなかったため、要点のみお送りします。）';
  const entity = messageEntity(answer, []);
  return {
    ...sentenceMessage(`${cut(drawn.fallbackText || answer.speak, 4_000)}\n\n${note}`, lead),
    ...(entity && { entities: [entity] }),
    channelData: { feedbackLoop: { type: 'default' } },
  };
}

/** A plain sentence, shown as it is written; under a `lead` in Markdown it is escaped to be so. */
export function sentenceMessage(sentence: string, lead = ''): Partial<Activity> {
  if (lead === '') return { type: 'message', text: sentence, textFormat: 'plain' };
  return { type: 'message', text: joined(lead, paragraphs(sentence)) };
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

/** One root entity for all: Teams refuses a message with two. */
function messageEntity(answer: Answer, citations: readonly Citation[]): Entity | undefined {
  if (!answer.generated && citations.length === 0) return undefined;
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    ...(answer.generated && { additionalType: ['AIGeneratedContent'] }),
    ...(citations.length > 0 && { citation: citations.map(claim) }),
  };
}

function claim(citation: Citation, index: number): object {
  return {
    '@type': 'Claim',
    position: index + 1,
    appearance: {
      '@type': 'DigitalDocument',
      name: cut(nameOf(citation), NAME_LIMIT),
      abstract: cut(citation.quote, ABSTRACT_LIMIT),
    },
  };
}

function nameOf({ document, label }: Citation): string {
  return `${document} ${label}`;
}

/** The words beside the card do not say the answer again; they carry the marks, without which Teams shows no citation. */
function markedName(citation: Citation, index: number): string {
  return `${escapeMarkdown(cut(nameOf(citation), NAME_LIMIT))} [${index + 1}]`;
}

function citationsOf(answer: Answer): Citation[] {
  return answer.parts.flatMap((part) => (part.kind === 'citations' ? part.citations : []));
}

/** At most `limit` UTF-16 units, never half a character. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_~[\]<>#|]/g, '\\$&');
}
