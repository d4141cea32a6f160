import { findDates } from '../japanese/dates.ts';
import type { Genre, GenreField } from './genre.ts';

type Finder = (wish: string, now: Date) => string | undefined;

const capture =
  (...patterns: readonly RegExp[]): Finder =>
  (wish, now) => {
    const rest = withoutWhens(wish, now);
    for (const pattern of patterns) {
      const found = pattern.exec(rest)?.[1]?.trim();
      if (found) return found;
    }
    return undefined;
  };

const GENRE_WORDS =
  '(?:開催)?(?:通知文?|案内文?|あいさつ文?|挨拶文?|祝辞|式辞|メール|企画書|想定問答|答弁|広報文?|広報記事|記事|プレスリリース|SNS|投稿文?|復命書|報告書|依頼文?|照会文?|回答文?|お知らせ文?|引継書|次第|FAQ|文案|文章|文)';

const TIME = '(?:午前|午後)?\\s*[0-9０-９]{1,2}(?:時(?:半|[0-9０-９]{1,2}分)?|[:：][0-9０-９]{2})';
const AFTER_DAY = new RegExp(
  `^[\\s（(日月火水木金土祝・)）]*(?:の|、)?\\s*${TIME}(?:\\s*(?:から|[~〜～ー-])\\s*(?:${TIME})?(?:まで)?)?`,
  'u',
);
const UNTIL = /^\s*(?:[^\d、。\n]{0,8})?まで/u;

/** 「10日から12日まで」, 「12月7日（月）～11日（金）」: the rest of a stretch of days after its first. */
const TO_DAY =
  /^\s*(?:から|[~〜～―ー-])\s*(?:[0-9０-９]{1,2}月)?[0-9０-９]{1,2}日(?:\s*[（(][日月火水木金土・祝休]{1,4}[）)])?(?:まで(?!に))?/u;

interface When {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isDeadline: boolean;
}

/** Every day of the wish with the time that follows it; 「20日までに」 is a deadline. */
function whens(wish: string, now: Date): readonly When[] {
  const found = findDates(wish, now);
  let past = 0;
  return found.flatMap(({ start, end: dayEnd }) => {
    if (start < past) return [];
    const end = dayEnd + (TO_DAY.exec(wish.slice(dayEnd))?.[0].length ?? 0);
    past = end;
    const isDeadline = end === dayEnd && UNTIL.test(wish.slice(end));
    const time = isDeadline ? '' : (AFTER_DAY.exec(wish.slice(end))?.[0] ?? '');
    return [{ start, end: end + time.length, text: wish.slice(start, end + time.length).trim(), isDeadline }];
  });
}

/** The wish without its days and times, which would otherwise be taken for part of a place or a subject. */
function withoutWhens(wish: string, now: Date): string {
  let rest = wish;
  for (const { start, end } of whens(wish, now).toReversed()) rest = `${rest.slice(0, start)}、${rest.slice(end)}`;
  return rest.replace(/、(?:に|から)?、?/gu, '、');
}

/** 「取引先の株式会社みほんの山田さん」 as a letter addresses them. */
const addressed = (...patterns: readonly RegExp[]): Finder => {
  const find = capture(...patterns);
  return (wish, now) =>
    find(wish, now)
      ?.replace(/^(?:取引先|委託先|委託業者|業者|相手方)の(?=.)/u, '')
      .replace(/(?:さん|さま)$/u, '様');
};

const finders: Readonly<Record<NonNullable<GenreField['find']>, Finder>> = {
  subject: capture(
    /「([^」]{2,60})」/u,
    new RegExp(
      `(?:^|[、。\\n])(?:[^、。\\n]{2,30}?で(?:開催|実施|開[きく]|行[いう])(?:する|される)?)?\\s*([^、。\\n]{2,60}?)(?:について)?の${GENRE_WORDS}`,
      'u',
    ),
    new RegExp(
      `([^、。\\n]{2,40}?)を、?(?:までに?、?)?(?:お願い|依頼|案内|お知らせ|連絡|通知|報告|周知|催促|督促)する(?:ための)?${GENRE_WORDS}`,
      'u',
    ),
    /(?:^|[、。\n])([^、。\n]{2,30}?)(?:で|において|における)、?[^、。\n]{0,10}?(?:が|の)(?:あいさつ|挨拶|祝辞|式辞)/u,
    /([^、。\n]{2,60}?)(?:について|に関する)/u,
  ),
  date: (wish, now) => whens(wish, now).find(({ isDeadline }) => !isDeadline)?.text,
  deadline: (wish, now) => whens(wish, now).find(({ isDeadline }) => isDeadline)?.text,
  place: capture(
    /(?:場所|会場)[はが：:]\s*([^、。\n]{2,40})/u,
    /([^、。\n\s\d]{2,30}?)で(?:開催|実施|行[うい]|開[くきか]|やる)/u,
    /((?:[^、。\n\s\dはがを](?!から)){1,20}(?:館|センター|公園|会場|ホール|会議室|庁舎|役所|役場|学校|広場|グラウンド|講堂|プラザ))(?:で|にて|において)/u,
  ),
  audience: capture(
    /(?:対象者?|参加者)[はが：:]\s*([^、。\n]{2,40})/u,
    /([^、。\n]{2,30}?)(?:を対象に|向けに|向けの)/u,
  ),
  recipient: addressed(
    /(?:宛先?|宛名|あて先)[はが：:]\s*([^、。\n]{2,40})/u,
    /(?:から|^|[、。\n])((?:(?!から)[^、。\n]){2,30}?)(?:宛ての?|あて[のに]?|宛に|への|に送る)/u,
    /(?:^|[、。\n])((?:(?!から)[^、。\n]){1,30}?(?:さん|様|さま|殿|御中))(?:に|へ)/u,
  ),
  sender: capture(
    /(?:差出人|発信者|話者)[はが：:]\s*([^、。\n]{2,40})/u,
    /((?:副?市長|町長|村長|教育長|[^、。\n\s]{1,12}(?:部長|課長|局長|室長)))(?:の|から|が|名(?:で|義))/u,
  ),
  amount: capture(/((?:[0-9０-９][0-9０-９,，]*|[一二三四五六七八九十百千]+)\s*(?:億|万|千)?円)/u, /(無料)(?!化)/u),
};

/**
 * Reads the values of a genre's fields out of what a user wrote in their own words. Lines that carry a field's label
 * (「場所：市役所」) come first; what is not said stays missing and is never invented.
 */
export function readWish(genre: Genre, wish: string, now: Date): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { id, label, find } of genre.fields) {
    const labelled = new RegExp(
      `(?:^|\\n|[、。])\\s*${escapeRegExp(label)}\\s*(?:は|[:：])\\s*([^\\n、。]+)`,
      'u',
    ).exec(wish)?.[1];
    const value = labelled?.trim() ?? (find === undefined ? undefined : finders[find](wish, now));
    if (value !== undefined && value !== '') values[id] = value;
  }
  return values;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
