import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projectFile } from '../../src/projectFiles.ts';
import { books, dense, halfWidth } from './samples.books.ts';

interface Question {
  readonly id: string;
  readonly gold: readonly { document: string; article: string; clauses: string[] }[];
  readonly answerable: boolean;
}

/** `p2`, `p2-i3`: the paragraphs and items of an article. */
function clauseIds(text: string): ReadonlySet<string> {
  const ids = new Set(['p1']);
  let paragraph = 1;
  for (const line of halfWidth(text).split('\n')) {
    const [, number, item] = line.match(/^(?:(\d+)|\((\d+)\))\s/) ?? [];
    if (number) paragraph = Number(number);
    if (number || item) ids.add(item ? `p${paragraph}-i${item}` : `p${paragraph}`);
  }
  return ids;
}

describe('質問集', () => {
  const questions = readFileSync(projectFile('samples/questions.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Question);

  it('30問のうち10問は、例規に答えがない', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(30);
    expect(questions.filter(({ answerable }) => !answerable)).toHaveLength(10);
    expect(questions.filter(({ gold, answerable }) => gold.length > 0 !== answerable)).toEqual([]);
  });

  it('正解に挙げた例規・条・項・号は全て実在する', () => {
    const missing = questions.flatMap(({ id, gold }) =>
      gold
        .filter(({ document, article, clauses }) => {
          const book = books.find(({ title }) => title === document);
          if (article.startsWith('別表')) return !book?.body.includes(`## ${article}（`);
          const known = clauseIds(book?.articles.get(article) ?? '');
          return !book?.articles.has(article) || clauses.some((clause) => !known.has(clause));
        })
        .map(({ article }) => `${id} ${article}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('会議の記録', () => {
  it('委員会の会議録は6,000字を超え、決定・継続審査・宿題・期限を含む', () => {
    const record = readFileSync(projectFile('samples/minutes/総務文教委員会会議録.txt'), 'utf8');
    expect(dense(record).length).toBeGreaterThan(6000);
    for (const words of ['異議なしと認め', '継続審査とすることに決定', '宿題', '１２月１５日までに'])
      expect(record).toContain(words);
  });

  it('定例会議の文字起こしは、誤りのない WebVTT で、時刻が前後せず、全ての発言に話者がある', () => {
    const [head, ...blocks] = readFileSync(projectFile('samples/minutes/定例会議.vtt'), 'utf8').trim().split('\n\n');
    expect(head).toBe('WEBVTT');
    expect(blocks.length).toBeGreaterThanOrEqual(60);
    let last = '';
    for (const block of blocks) {
      const [, timing = '', text] = block.split('\n');
      const [start = '', end = ''] = timing.split(' --> ');
      expect([start, end].filter((time) => !/^\d\d:[0-5]\d:[0-5]\d\.\d{3}$/.test(time))).toEqual([]);
      expect([last, start, end]).toEqual([last, start, end].sort());
      expect(text).toMatch(/^<v [^>]+>[^<]+<\/v>$/);
      last = end;
    }
  });
});
