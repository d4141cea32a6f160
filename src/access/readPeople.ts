import { KanameError } from '../errors.ts';
import { csvRows } from './csvRows.ts';
import { isObjectId, namesIn, type Person } from './directory.ts';
import { logoPerson } from './identities.ts';
import { createLinks } from './links.ts';
import { findColumns, type PeopleUse } from './peopleColumns.ts';

/** What the list of people says. */
export interface People {
  /** By their person id: an Entra object id in small letters, or `logo:` and the id in LoGo Chat for who has none. */
  readonly people: ReadonlyMap<string, Person>;
  /** From the id in LoGo Chat to the object id, in small letters, of who has both. */
  readonly links: ReadonlyMap<string, string>;
}

/** What Excel makes of a long number: 1.23457E+18. */
const EXPONENT = /^\d(?:\.\d+)?e\+\d+$/i;
const LONGEST_ID = 200;

/**
 * Reads the list of people, a CSV file with a line of headers. Several lines with one object id are one person with
 * several posts; an id in LoGo Chat stands in one line.
 * @throws KanameError `file_unreadable` with what is wrong and in which lines, without quoting it
 */
export function readPeople(text: string, use: PeopleUse = 'departments'): People {
  const [head, ...rows] = csvRows(text);
  if (head === undefined) throw new KanameError('file_unreadable', 'ファイルに何も書かれていません。');
  const at = findColumns(head, use);
  const people = new Map<string, Person>();
  const links = createLinks();
  for (const { line, cells } of rows) {
    if (cells.length > head.cells.length) {
      throw unreadable(
        `${line}行目の列の数が、見出しより多くなっています。コンマを含む値は引用符（"）で囲んでください。`,
      );
    }
    const id = (cells[at.id] ?? '').toLowerCase();
    const logo = cells[at.logo] ?? '';
    if (id === '' && logo === '' && at.id !== -1 && at.logo !== -1) {
      throw unreadable(`${line}行目に、「${head.cells[at.id]}」も「${head.cells[at.logo]}」もありません。`);
    }
    if (!isObjectId(id) && (id !== '' || logo === '')) {
      throw unreadable(
        at.id === -1
          ? `${line}行目に、「${head.cells[at.logo]}」がありません。`
          : `${line}行目の「${head.cells[at.id]}」が、Microsoft Entra ID のオブジェクトID（8-4-4-4-12桁の英数字）ではありません。`,
      );
    }
    if (logo !== '') {
      checkLogo(logo, line, head.cells[at.logo]);
      links.add(line, logo, id);
    }
    const person = id || logoPerson(logo);
    const known = people.get(person);
    const together = (earlier: readonly string[] = [], position: number) => [
      ...new Set([...earlier, ...namesIn(cells[position] ?? '')]),
    ];
    people.set(person, {
      departments: together(known?.departments, at.departments),
      roles: together(known?.roles, at.roles),
    });
  }
  return { people, links: links.all() };
}

function checkLogo(id: string, line: number, header: string | undefined): void {
  if (EXPONENT.test(id)) {
    throw unreadable(
      `${line}行目の「${header}」が、表計算ソフトによって指数の形（1.23E+18 など）に書き換えられています。列を文字列にしてから、元のIDを入れ直してください。`,
    );
  }
  if (id.length > LONGEST_ID || /\p{Cc}/u.test(id)) {
    throw unreadable(`${line}行目の「${header}」が長すぎるか、使えない文字を含んでいます。`);
  }
}

function unreadable(sentence: string): KanameError {
  return new KanameError('file_unreadable', sentence);
}
