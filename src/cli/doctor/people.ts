import { openPeopleFile } from '../../access/peopleFile.ts';
import { toKanameError } from '../../errors.ts';
import { type Check, good, wrong } from './check.ts';

const quiet = () => {};

/** The list of people, where one is named. */
export const people: Check = {
  id: 'people',
  title: '職員の一覧',
  async run({ config: { directory } }) {
    if (directory.kind !== 'file') return [];
    try {
      await openPeopleFile(directory.path, { info: quiet, warn: quiet, error: quiet });
      return [good('職員の一覧（KANAME_PEOPLE）を読み取れました。')];
    } catch (thrown) {
      return [
        wrong(
          toKanameError(thrown).sentence,
          '見出しに「オブジェクトID」と「所属」のある、UTF-8 か Shift_JIS のCSVにしてください。',
        ),
      ];
    }
  },
};
