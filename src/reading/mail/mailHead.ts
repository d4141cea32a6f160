import type { Address, Email } from 'postal-mime';

const MOST_ADDRESSES = 10;
const WEEKDAYS = '日月火水木金土';

/** Who wrote to whom, when and about what, one line each: 「差出人：佐藤 花子 <hanako@example.jp>」. */
export function headLines({ from, to, cc, date, subject }: Email): string[] {
  const lines: readonly (readonly [string, string])[] = [
    ['差出人', addresses(from === undefined ? [] : [from])],
    ['宛先', addresses(to)],
    ['CC', addresses(cc)],
    ['日時', date === undefined ? '' : dayAndTime(date)],
    ['件名', (subject ?? '').replaceAll(/\s+/g, ' ').trim()],
  ];
  return lines.filter(([, value]) => value !== '').map(([label, value]) => `${label}：${value}`);
}

function addresses(given: readonly Address[] = []): string {
  const all = given.flatMap((one) => (one.group === undefined ? [one] : one.group));
  const shown = all.slice(0, MOST_ADDRESSES).map(({ name, address }) => {
    if (name === '' || name === address) return address;
    return address === '' ? name : `${name} <${address}>`;
  });
  const more = all.length > MOST_ADDRESSES ? `ほか${all.length - MOST_ADDRESSES}件` : '';
  return [...shown, more].filter((words) => words !== '').join('、');
}

/** 「2026年11月20日（金）10:05」 as it was in Japan; a date that is none stays as it is written. */
export function dayAndTime(date: string): string {
  const at = new Date(date);
  if (Number.isNaN(at.getTime())) return date.trim();
  const inJapan = new Date(at.getTime() + 9 * 60 * 60 * 1000);
  const day = `${inJapan.getUTCFullYear()}年${inJapan.getUTCMonth() + 1}月${inJapan.getUTCDate()}日`;
  const time = `${inJapan.getUTCHours()}:${String(inJapan.getUTCMinutes()).padStart(2, '0')}`;
  return `${day}（${WEEKDAYS.charAt(inJapan.getUTCDay())}）${time}`;
}
