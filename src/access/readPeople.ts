import { KanameError } from '../errors.ts';
import { type CsvRow, csvRows } from './csvRows.ts';
import { isObjectId, namesIn, type Person } from './directory.ts';

/** The columns and the headers that name them, in small letters, without white space, hyphens and underscores. */
const COLUMNS = {
  id: {
    title: 'オブジェクトID',
    headers: ['オブジェクトid', 'entraオブジェクトid', 'entraid', 'objectid', 'entraobjectid', 'aadobjectid', 'id'],
    required: true,
  },
  departments: {
    title: '所属',
    headers: ['所属', '所属課', '所属部署', '部署', '課', 'department', 'departments'],
    required: true,
  },
  roles: { title: '役割', headers: ['役割', 'ロール', '権限', 'role', 'roles'], required: false },
} as const;

type Column = keyof typeof COLUMNS;

/**
 * Reads the list of people, a CSV file with a line of headers; other columns (氏名) are left alone. Several lines with
 * one object id are one person with several posts.
 * @returns the people by their object id in small letters
 * @throws KanameError `file_unreadable` with what is wrong and in which line, without quoting it
 */
export function readPeople(text: string): Map<string, Person> {
  const [head, ...rows] = csvRows(text);
  if (head === undefined) throw new KanameError('file_unreadable', 'ファイルに何も書かれていません。');
  const at = positions(head);
  const people = new Map<string, Person>();
  for (const { line, cells } of rows) {
    if (cells.length > head.cells.length) {
      throw new KanameError(
        'file_unreadable',
        `${line}行目の列の数が、見出しより多くなっています。コンマを含む値は引用符（"）で囲んでください。`,
      );
    }
    const id = (cells[at.id] ?? '').toLowerCase();
    if (!isObjectId(id)) {
      throw new KanameError(
        'file_unreadable',
        `${line}行目の「${head.cells[at.id]}」が、Microsoft Entra ID のオブジェクトID（8-4-4-4-12桁の英数字）ではありません。`,
      );
    }
    const known = people.get(id);
    const together = (earlier: readonly string[] = [], position: number) => [
      ...new Set([...earlier, ...namesIn(cells[position] ?? '')]),
    ];
    people.set(id, {
      departments: together(known?.departments, at.departments),
      roles: together(known?.roles, at.roles),
    });
  }
  return people;
}

/** Where each column stands; -1 for one that may be left out. */
function positions({ line, cells }: CsvRow): Record<Column, number> {
  const headers = cells.map((cell) =>
    cell
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s_-]/g, ''),
  );
  const find = (column: Column): number => {
    const { title, headers: names, required } = COLUMNS[column];
    const found = headers.flatMap((header, position) => (names.some((name) => name === header) ? [position] : []));
    if (found.length > 1) {
      throw new KanameError(
        'file_unreadable',
        `${line}行目（見出し）に、「${title}」の列が${found.length}つあります。`,
      );
    }
    if (found[0] === undefined && required) {
      throw new KanameError('file_unreadable', `${line}行目（見出し）に、「${title}」の列がありません。`);
    }
    return found[0] ?? -1;
  };
  return { id: find('id'), departments: find('departments'), roles: find('roles') };
}
