import type { PeopleUse } from '../../access/peopleColumns.ts';
import { openPeopleFile } from '../../access/peopleFile.ts';
import type { DirectoryConfig } from '../../config.ts';
import { toKanameError } from '../../errors.ts';
import { type Check, good, wrong } from './check.ts';

const quiet = () => {};

/** The list of people, where one is named: with Microsoft Graph too, where it links those who use both chats. */
export const people: Check = {
  id: 'people',
  title: '職員の一覧',
  async run({ config: { directory } }) {
    const list = listOf(directory);
    if (list === undefined) return [];
    try {
      const file = await openPeopleFile(list.path, { info: quiet, warn: quiet, error: quiet }, list.use);
      const { size } = await file.links();
      const links = size === 0 ? '' : `TeamsとLoGoチャットの結び付きは${size.toLocaleString('ja-JP')}人です。`;
      return [good(`職員の一覧（KANAME_PEOPLE）を読み取れました。${links}`, { links: size })];
    } catch (thrown) {
      return [wrong(toKanameError(thrown).sentence, MENDS[list.use])];
    }
  },
};

const MENDS: Readonly<Record<PeopleUse, string>> = {
  departments:
    'ファイルの場所を確かめ、見出しに「オブジェクトID」（または「LoGoチャットのID」）と「所属」のある、UTF-8 か Shift_JIS のCSVにしてください。',
  links:
    'ファイルの場所を確かめ、見出しに「オブジェクトID」と「LoGoチャットのID」のある、UTF-8 か Shift_JIS のCSVにしてください。',
};

function listOf(directory: DirectoryConfig): { readonly path: string; readonly use: PeopleUse } | undefined {
  if (directory.kind === 'file') return { path: directory.path, use: 'departments' };
  if (directory.kind === 'none' || directory.people === undefined) return undefined;
  return { path: directory.people, use: 'links' };
}
