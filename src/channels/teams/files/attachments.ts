import type { Activity } from 'botbuilder';
import type { ReceivedFile } from '../../../conversation/message.ts';
import { isRecord } from '../cardAction.ts';

/** What came with a message beside its words. */
export interface Attached {
  /** Can be fetched; in personal chats only. */
  readonly files: readonly ReceivedFile[];
  /** A sentence about what is not read; empty where there is nothing of the kind. */
  readonly unread: string;
}

export type FetchFile = (address: unknown, limitBytes: number) => Promise<Buffer>;

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';
/** A link to a file in SharePoint, as Microsoft Graph and message actions name it. */
const REFERENCE = 'reference';
const HTML = 'text/html';
/** In channels and group chats a bot is told of files by their places in the HTML form of the message, and no more. */
const FILE_PLACE = /<attachment\b[^<>]{0,200}\bid="?[0-9a-f]{8}-[0-9a-f-]{27}"?/i;
/** Emoji are images too. */
const IMAGE_PLACE = /<img\b(?![^<>]{0,1000}schema\.skype\.com\/Emoji)/i;
const MOST_NAMES = 5;

const IMAGES =
  'メッセージの中の画像は、読み取っていません。文字で書くか、Word・PDF・Excelなどのファイルでお送りください。';
const ELSEWHERE =
  'チャネルやグループチャットのファイルは SharePoint へのリンクとして届き、中身を読み取るには Microsoft Graph の権限が必要なため、読み取れません。お手数ですが、Kaname との個人チャットにファイルをお送りいただくか、本文をコピーして貼り付けてください。';
const UNKNOWN = '添付された内容は、読み取れませんでした。文章をコピーして、メッセージ欄に貼り付けてお送りください。';

/** Tells the files of a message from what cannot be read of it. */
export function attachmentsOf(activity: Activity, isPersonal: boolean, fetch: FetchFile): Attached {
  const all = activity.attachments ?? [];
  const sent = all.filter(({ contentType }) => contentType === DOWNLOAD_INFO);
  return {
    files: isPersonal ? sent.map((one) => receivedFile(one, fetch)) : [],
    unread: unreadSentence(all, isPersonal),
  };
}

type Attachment = NonNullable<Activity['attachments']>[number];

/** What is said of the attachments of a message that is read without its files. */
export function unreadSentence(all: readonly Attachment[], isPersonal: boolean): string {
  const html = all.map(({ contentType, content }) => (contentType === HTML ? String(content ?? '') : '')).join('');
  const links = all.filter(
    ({ contentType }) => contentType === REFERENCE || (contentType === DOWNLOAD_INFO && !isPersonal),
  );
  const hasImages = IMAGE_PLACE.test(html) || all.some(({ contentType }) => /^image\//i.test(contentType ?? ''));
  const hasLinks = links.length > 0 || (!isPersonal && FILE_PLACE.test(html));
  return [hasLinks ? `${namesOf(links)}${ELSEWHERE}` : '', hasImages ? IMAGES : '']
    .filter((part) => part !== '')
    .join('\n');
}

/** What is said where a message brings nothing but what cannot be read; undefined where it is an ordinary message. */
export function nothingReadable(activity: Activity, { files, unread }: Attached, text: string): string | undefined {
  if (text !== '' || files.length > 0) return undefined;
  const others = (activity.attachments ?? []).some(({ contentType }) => contentType !== HTML);
  return unread !== '' ? unread : others ? UNKNOWN : undefined;
}

/** Teams does not tell its size; the type is a type of Windows files (「docx」), since the reader looks into the bytes. */
function receivedFile({ name, content }: Attachment, fetch: FetchFile): ReceivedFile {
  const { downloadUrl, fileType } = isRecord(content) ? content : {};
  const ending = typeof fileType === 'string' && /^\.?[a-z0-9]{1,8}$/i.test(fileType) ? fileType.replace('.', '') : '';
  const given = name || 'ファイル';
  return {
    name: ending === '' || /\.[a-z0-9]{1,8}$/i.test(given) ? given : `${given}.${ending}`,
    contentType: 'application/octet-stream',
    bytes: 0,
    read: (limitBytes) => fetch(downloadUrl, limitBytes),
  };
}

function namesOf(files: readonly Attachment[]): string {
  const names = files.map(({ name }) => name ?? '').filter((name) => name !== '');
  if (names.length === 0) return '';
  const more = names.length > MOST_NAMES ? `ほか${names.length - MOST_NAMES}件` : '';
  return `${names
    .slice(0, MOST_NAMES)
    .map((name) => `「${name.slice(0, 100)}」`)
    .join('')}${more}は、読み取っていません。`;
}
