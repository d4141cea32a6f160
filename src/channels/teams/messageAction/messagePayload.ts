import type { Attachment } from 'botbuilder';
import { load } from 'cheerio';
import { escapeMarkdown } from '../../../cards/escape.ts';
import { htmlBlocks } from '../../../reading/htmlBlocks.ts';
import { textOf } from '../../../reading/readText.ts';
import { isRecord } from '../cardAction.ts';
import { unreadSentence } from '../files/attachments.ts';

/** A message on which somebody pressed an action, as far as it can be read. */
export interface PointedMessage {
  /** Its words, under a line that says who wrote it and when, as transcripts have it. Empty where it has none. */
  readonly text: string;
  /** Who wrote it, when, and a link to it; Markdown. */
  readonly lead: string;
  /** What is not read of it; empty where there is nothing. */
  readonly unread: string;
}

const LINK_HOSTS = ['teams.microsoft.com', 'teams.cloud.microsoft'];
const MOST_NAME = 60;
/** A message of Teams has 28 KB. Beyond these it is read in this process for longer than others can wait. */
const MOST_HTML = 100_000;
const MOST_TAGS = 5_000;
/** Signs by which a line of a transcript would be read otherwise, and controls. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}:：。、，！？「」（）()【】<>＜＞]/gu;

const japanTime = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/**
 * Reads `messagePayload` of a message action (its form:
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module).
 * Undefined where there is none, or it cannot be read.
 */
export function readPayload(payload: unknown): PointedMessage | undefined {
  if (!isRecord(payload) || !isRecord(payload.body)) return undefined;
  const { content, contentType } = payload.body;
  if (typeof content !== 'string') return undefined;
  const isHtml = contentType !== 'text';
  const words = isHtml ? wordsOf(content) : content.trim();
  if (words === undefined) return undefined;
  const subject = typeof payload.subject === 'string' ? payload.subject.trim() : '';
  const author = authorOf(payload.from);
  const at = timeOf(payload.createdDateTime);
  const head = author === '' || at === '' ? '' : `${at} ${author}`;
  const attachments = Array.isArray(payload.attachments) ? (payload.attachments.filter(isRecord) as object[]) : [];
  const html = isHtml ? [{ contentType: 'text/html', content }] : [];
  return {
    text:
      words === ''
        ? ''
        : [head, subject === '' ? '' : `件名：${subject}`, words].filter((line) => line !== '').join('\n'),
    lead: leadOf(author, at, payload.linkToMessage),
    unread: unreadSentence([...(attachments as Attachment[]), ...html], false),
  };
}

/** Undefined for HTML that no person has written, such as elements nested thousands of times. */
function wordsOf(html: string): string | undefined {
  if (html.length > MOST_HTML || (html.match(/</g) ?? []).length > MOST_TAGS) return undefined;
  try {
    const $ = load(html.replace(/[ \t]{2,}/g, ' '));
    const body = $('body').get(0);
    return body === undefined ? '' : textOf(htmlBlocks($, body)).trim();
  } catch {
    return undefined;
  }
}

function authorOf(from: unknown): string {
  if (!isRecord(from)) return '';
  const author = isRecord(from.user) ? from.user : from.application;
  const name = isRecord(author) && typeof author.displayName === 'string' ? author.displayName : '';
  return name.replace(NOT_IN_NAMES, ' ').replace(/\s+/gu, ' ').trim().slice(0, MOST_NAME);
}

/** 「2026/11/22 9:30」 */
function timeOf(created: unknown): string {
  const at = typeof created === 'string' ? Date.parse(created) : Number.NaN;
  return Number.isFinite(at) ? japanTime.format(at) : '';
}

function leadOf(author: string, at: string, link: unknown): string {
  const whose = [author === '' ? '' : `${escapeMarkdown(author)}さん`, at].filter((part) => part !== '').join('、');
  const url = typeof link === 'string' && URL.canParse(link) ? new URL(link) : undefined;
  const isOfTeams = url?.protocol === 'https:' && LINK_HOSTS.includes(url.host) && url.username === '';
  const opened = url && isOfTeams ? `[開く](${url.href.replace(/\(/g, '%28').replace(/\)/g, '%29')})` : '';
  const about = [whose, opened].filter((part) => part !== '').join(' ');
  return about === '' ? '' : `元のメッセージ：${about}`;
}
