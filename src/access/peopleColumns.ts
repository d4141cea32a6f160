import { KanameError } from '../errors.ts';
import type { CsvRow } from './csvRows.ts';

/** The columns and the headers that name them, in small letters, without white space, hyphens and underscores. */
const columns = {
  id: {
    title: 'オブジェクトID',
    headers: ['オブジェクトid', 'entraオブジェクトid', 'entraid', 'objectid', 'entraobjectid', 'aadobjectid', 'id'],
  },
  logo: {
    title: 'LoGoチャットのID',
    headers: [
      ...['logoチャットのid', 'logoチャットid', 'logoチャット', 'logoのid', 'logoid', 'logo'],
      ...['logochatid', 'logochat', 'logouserid', 'ロゴチャットのid', 'ロゴチャットid'],
    ],
  },
  departments: {
    title: '所属',
    headers: ['所属', '所属課', '所属部署', '部署', '課', 'department', 'departments'],
  },
  roles: { title: '役割', headers: ['役割', 'ロール', '権限', 'role', 'roles'] },
} as const;

type Column = keyof typeof columns;

/** What a list of people is read for: who belongs where and who is who, or only the latter. */
export type PeopleUse = 'departments' | 'links';

/** Where each column stands; -1 for one that is not there. */
export type Positions = Readonly<Record<Column, number>>;

/**
 * Finds the columns in the line of headers; others (氏名) are left alone.
 * @throws KanameError `file_unreadable` where one is there twice, or one that is needed is not there
 */
export function findColumns({ line, cells }: CsvRow, use: PeopleUse): Positions {
  const headers = cells.map((cell) =>
    cell
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s_-]/g, ''),
  );
  const find = (column: Column): number => {
    const { title, headers: names } = columns[column];
    const found = headers.flatMap((header, position) => (names.some((name) => name === header) ? [position] : []));
    if (found.length > 1) {
      throw new KanameError(
        'file_unreadable',
        `${line}行目（見出し）に、「${title}」の列が${found.length}つあります。`,
      );
    }
    return found[0] ?? -1;
  };
  const at: Positions = { id: find('id'), logo: find('logo'), departments: find('departments'), roles: find('roles') };
  // A list of people who have LoGo Chat only names no object ids; a link needs both.
  const needed: readonly Column[] =
    use === 'links' ? ['id', 'logo'] : [...(at.logo === -1 ? (['id'] as const) : []), 'departments'];
  for (const column of needed) {
    if (at[column] !== -1) continue;
    throw new KanameError('file_unreadable', `${line}行目（見出し）に、「${columns[column].title}」の列がありません。`);
  }
  return at;
}
