export interface PageLine {
  readonly text: string;
  readonly page: number;
}

const PAGE_NUMBER =
  /^[-－―–—\s]*(?:[0-9０-９]{1,4}|[pP]\.?\s*[0-9]{1,4})(?:\s*[/／]\s*[0-9０-９]{1,4}|\s*ページ|\s*頁)?[-－―–—\s]*$/;
/** How many lines at the top and bottom of a page may be running heads or feet. */
const EDGE = 2;

/** The lines of each page's text, without page numbers and lines that stand at the edge of most pages. */
export function pageLines(pages: readonly string[]): PageLine[] {
  const split = pages.map((text) =>
    text
      .split(/[\r\n\u2028\u2029]+/)
      .map(tidied)
      .filter((line) => line !== ''),
  );
  const running = runningLines(split);
  return split.flatMap((lines, at) =>
    lines.flatMap((text, index) => {
      const isEdge = index < EDGE || index >= lines.length - EDGE;
      const dropped = isEdge && (PAGE_NUMBER.test(text) || running.has(pattern(text)));
      return dropped ? [] : [{ text, page: at + 1 }];
    }),
  );
}

/** Lines of the document itself that may come again: 「第5条　削除」, sentences. */
const OWN_WORDS = /^第#条|。$/;

/** Lines that come at the edge of more than half of the pages (of three or more), whatever their numbers. */
function runningLines(pages: readonly (readonly string[])[]): Set<string> {
  const counts = new Map<string, number>();
  for (const lines of pages) {
    const edges = new Set([...lines.slice(0, EDGE), ...lines.slice(-EDGE)].map(pattern));
    for (const edge of edges) counts.set(edge, (counts.get(edge) ?? 0) + 1);
  }
  const needed = Math.max(3, pages.length / 2 + 1);
  return new Set([...counts].filter(([edge, count]) => count >= needed && !OWN_WORDS.test(edge)).map(([edge]) => edge));
}

function pattern(line: string): string {
  return line.replaceAll(/[0-9０-９]+/g, '#');
}

const COUNTER = '(?=[条項号章節編款目年月日円人時分秒歳回件か箇%％以百千万億])';

/** Without the spaces that a PDF puts around digits: 「第 1 条」「令和 7 年 4 月 1 日」, but 「２ 前項の」 keeps its own. */
function tidied(line: string): string {
  return line
    .replaceAll(/(?!\t)[\p{Cc}\ufffe\uffff\u00ad\u200b]/gu, '')
    .replaceAll(/第[ \u00a0]+(?=[0-9０-９〇一二三四五六七八九十百])/g, '第')
    .replaceAll(new RegExp(`(?<=第[0-9０-９]+|[^\\s0-9０-９][ \\u00a0][0-9０-９,，.]+)[ \\u00a0]+${COUNTER}`, 'g'), '')
    .replaceAll(/(?<=[ぁ-ん、。（「年月])[ \u00a0](?=[0-9０-９])/g, '')
    .replaceAll(/(?<=令和|平成|昭和)[ \u00a0](?=[0-9０-９元])/g, '')
    .replaceAll(new RegExp(`(?<=[ぁ-ん一-龠、。（「][0-9０-９,，.]+)[ \\u00a0]+${COUNTER}`, 'g'), '')
    .replaceAll(/(?<=条)[ \u00a0]?の[ \u00a0]?(?=[0-9０-９])/g, 'の')
    .trim();
}
