const japaneseEra = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  era: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  timeZone: 'UTC',
});

/** ISO date (`2025-04-01`) → 「令和7年4月1日」. What is no ISO date comes back as it is. */
export function wareki(date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? date : japaneseEra.format(time);
}
