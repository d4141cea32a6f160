/**
 * The day that 「明日」「今週金曜」「来週の月曜日」「今月末」「年度末」 means, YYYY-MM-DD, for someone who writes on
 * `today` (its local calendar day). Weeks begin on Monday, as office calendars have them; 「週末」 is Friday.
 */
export function relativeDay(words: string, today: Date): string | undefined {
  const plain = words.normalize('NFKC').replace('の', '');
  const year = today.getFullYear();
  const month = today.getMonth();
  const day = today.getDate();
  const days: Readonly<Record<string, number>> = { 本日: 0, 今日: 0, 明日: 1, 明後日: 2, あさって: 2, 昨日: -1 };
  const shift = days[plain];
  if (shift !== undefined) return iso(new Date(year, month, day + shift));

  const week = /^(先週|今週|来週|再来週)(?:([日月火水木金土])曜日?|末)$/.exec(plain);
  if (week !== null) {
    const weeks = { 先週: -1, 今週: 0, 来週: 1, 再来週: 2 }[week[1] ?? ''] ?? 0;
    const weekday = '月火水木金土日'.indexOf(week[2] ?? '金');
    return iso(new Date(year, month, day - ((today.getDay() + 6) % 7) + weeks * 7 + weekday));
  }
  const inMonth = /^(今月|当月|来月|再来月)?(?:月?末日?|(\d{1,2})日)$/.exec(plain);
  if (inMonth !== null) {
    const months = { 来月: 1, 再来月: 2 }[inMonth[1] ?? ''] ?? 0;
    if (inMonth[2] === undefined) return iso(new Date(year, month + months + 1, 0));
    const date = new Date(year, month + months, Number(inMonth[2]));
    return date.getDate() === Number(inMonth[2]) ? iso(date) : undefined;
  }
  if (/年度末$/.test(plain)) return iso(new Date(month < 3 ? year : year + 1, 2, 31));
  if (plain === '年末') return iso(new Date(year, 11, 31));

  const inYear = /^(今年|来年)(\d{1,2})月(\d{1,2})日$/.exec(plain);
  if (inYear === null) return undefined;
  const date = new Date(inYear[1] === '来年' ? year + 1 : year, Number(inYear[2]) - 1, Number(inYear[3]));
  return date.getMonth() === Number(inYear[2]) - 1 ? iso(date) : undefined;
}

function iso(date: Date): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}
