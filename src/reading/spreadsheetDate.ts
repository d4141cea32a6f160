import { SSF } from '@e965/xlsx';

const ERA = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', timeZone: 'UTC' });

/**
 * A date or time of Excel as an office would write it: 令和7年4月1日 where the format has an era (ggge), otherwise
 * 2025年4月1日, with the time where the format shows one. The library itself writes era formats as 「ggg2025年」.
 * @param serial days since 1899-12-30, or since 1904-01-01 where `date1904`
 */
export function spreadsheetDate(serial: number, format: string, date1904: boolean): string {
  const parts = SSF.parse_date_code(serial, { date1904 });
  const shown = format.replaceAll(/"[^"]*"|\[\$-[^\]]*\]|\\./g, '');
  const time = /[hs]/i.test(shown) ? `${parts.H}:${String(parts.M).padStart(2, '0')}` : '';
  if (!/[ydge]/i.test(shown) && !/m/i.test(shown.replaceAll(/h+:?m+|m+:?s+/gi, ''))) return time;
  const day = /d/i.test(shown) ? `${parts.d}日` : '';
  const month = /m/i.test(shown.replaceAll(/h+[^a-z]*m+|m+[^a-z]*s+/gi, '')) ? `${parts.m}月` : '';
  const year = /[yge]/i.test(shown) ? yearOf(parts.y, parts.m, parts.d, /[ge]/i.test(shown)) : '';
  return [year + month + day, time].filter((part) => part !== '').join(' ');
}

function yearOf(year: number, month: number, day: number, withEra: boolean): string {
  if (!withEra) return `${year}年`;
  const parts = ERA.formatToParts(new Date(Date.UTC(year, month - 1, day)));
  const era = parts.find((part) => part.type === 'era')?.value ?? '';
  const count = parts.find((part) => part.type === 'year')?.value ?? '';
  return `${era}${count === '1' ? '元' : count}年`;
}
