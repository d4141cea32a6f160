/** Lines of a mail's body that belong together: its own words, or a mail that it quotes. */
export interface MailPart {
  /** 「本文」「引用されたメール（佐藤 花子、2026年11月20日 10:05）」 */
  readonly label: string;
  readonly lines: readonly string[];
}

const OWN = '本文';
const RULE =
  /^[-_=*\s]{0,20}(?:Original Message|Forwarded message|元のメッセージ|元のメール|転送されたメッセージ|転送メッセージ|ここから転送|以下、?転送)[-_=*\s]{0,20}$/i;
const HEADER =
  /^\**(差出人|送信者|From|送信日時|送信日|日時|日付|Sent|Date|宛先|To|CC|Cc|件名|Subject)\**\s*[:：]\**\s*(.*)$/;
const FROM = /^(?:差出人|送信者|From)$/;
const WHEN = /^(?:送信日時|送信日|日時|日付|Sent|Date)$/;
/** 「On 2026/11/20 10:05, 佐藤 花子 wrote:」「2026年11月20日(金) 10:05 佐藤 花子 <hanako@example.jp>:」 */
const WHEN_WROTE =
  /^(?:On\s)?(?<when>(?:\w{2,9},?\s)?\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?(?:[ 　]?[(（].{1,3}[)）])?,?[ 　]?(?:(?:at )?\d{1,2}:\d{2}(?::\d{2})?)?)[ 　、,に]*/i;
const WROTE = /(?:wrote|のメール|(?:さん)?は書きました|さんからのメール)?[:：]$/i;
const WROTE_ENGLISH = /^On\s(?<when>.{6,60}?\d{1,2}:\d{2}.{0,6}?),?\s(?<who>[^:]{1,120}?)\swrote:$/i;
const SAYS_SO = /(?:wrote|書きました|メール|<[^<>@\s]+@[^<>@\s]+>)\s*[:：]$/i;
const MARKED = /^\s*[>＞|]/;
const LONGEST_ANNOUNCEMENT = 250;
/** Lines from a header of a quoted mail within which the next one stands. */
const NEAR = 3;

/** The body of a mail, taken apart where it quotes earlier ones; the marks 「>」 are taken away. */
export function mailParts(lines: readonly string[]): MailPart[] {
  const parts: { label: string; lines: string[] }[] = [{ label: OWN, lines: [] }];
  /** What ends the quotation: its marks, or the end of the mail. */
  let quoted: 'no' | 'marked' | 'announced' | 'rest' = 'no';
  const open = (label: string): void => void parts.push({ label, lines: [] });
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const mark = /^\s*(?:[>＞|]\s?)+/.exec(line)?.[0] ?? '';
    const said = line.slice(mark.length);
    if (mark === '' && quoted !== 'rest') {
      const one = wroteLabel(line.trim(), lines[at + 1]);
      const two = `${line.trim()} ${lines[at + 1]?.trim() ?? ''}`;
      const wrote = one ?? (line.trim() === '' ? undefined : wroteLabel(two, lines[at + 2]));
      if (wrote !== undefined) {
        if (one === undefined) at += 1;
        open(wrote);
        quoted = 'announced';
        continue;
      }
      if (RULE.test(line.trim()) || beginsHeaders(lines, at)) {
        open(headersLabel(lines, at));
        quoted = 'rest';
      }
    }
    if (mark !== '' && quoted === 'no') open(quoteLabel());
    if (mark !== '' && quoted !== 'rest') quoted = 'marked';
    // After an announcement a quotation without marks goes on to the end.
    if (mark === '' && said.trim() !== '' && quoted === 'announced') quoted = 'rest';
    if (mark === '' && said.trim() !== '' && quoted === 'marked') {
      open(OWN);
      quoted = 'no';
    }
    parts.at(-1)?.lines.push(said);
  }
  return parts.filter((part) => part.lines.some((line) => line.trim() !== ''));
}

/** Outlook writes the headers of the mail above its words without a mark. */
function beginsHeaders(lines: readonly string[], at: number): boolean {
  if (!FROM.test(HEADER.exec(lines[at]?.trim() ?? '')?.[1] ?? '')) return false;
  return lines.slice(at + 1, at + 1 + NEAR).filter((line) => HEADER.test(line.trim())).length >= 2;
}

function headersLabel(lines: readonly string[], at: number): string {
  const near = lines.slice(at, at + 8).map((line) => HEADER.exec(line.trim()));
  const value = (name: RegExp): string => near.find((header) => name.test(header?.[1] ?? ''))?.[2] ?? '';
  return quoteLabel(value(FROM), value(WHEN));
}

/** Words before a colon announce a quotation where they say so, name an address, or marks follow. */
function wroteLabel(line: string, next = ''): string | undefined {
  if (line.length > LONGEST_ANNOUNCEMENT || !/[:：]$/.test(line)) return undefined;
  if (!SAYS_SO.test(line) && !MARKED.test(next)) return undefined;
  const begin = WHEN_WROTE.exec(line);
  if (begin) return quoteLabel(line.slice(begin[0].length).replace(WROTE, ''), begin.groups?.when);
  const { who, when } = WROTE_ENGLISH.exec(line)?.groups ?? {};
  return when === undefined ? undefined : quoteLabel(who, when);
}

function quoteLabel(who = '', when = ''): string {
  const name = who.replaceAll(/<[^>]*>?|\[mailto:[^\]]*\]?|["“”]|[\s\u3000]*(?:さん)?$/g, '').trim();
  const told = [name, when.replaceAll(/\*/g, '').trim()].filter((words) => words !== '').join('、');
  return told === '' ? '引用されたメール' : `引用されたメール（${told.slice(0, 60)}）`;
}
