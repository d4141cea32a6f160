import { actions } from '../../../models/extractive/actions.ts';
import { decisions } from '../../../models/extractive/decisions.ts';
import { projectFile } from '../../../projectFiles.ts';
import { readFile } from '../../../reading/readFile.ts';
import { readSpeech } from '../../../summary/readSpeech.ts';
import { table } from '../table.ts';

interface Expected {
  readonly file: string;
  readonly decisions: readonly string[];
  readonly actions: readonly string[];
}

/** Words of each decision and task in the records that come with Kaname. */
const records: readonly Expected[] = [
  {
    file: '総務文教委員会会議録.txt',
    decisions: [
      '議案第７２号は、原案のとおり可決',
      '議案第７５号中当委員会所管部分は、原案のとおり可決',
      '費用対効果の検証を行うことを求める旨を委員長報告に付す',
      '請願第４号は、閉会中の継続審査',
      '令和８年１月２８日及び２９日の２日間',
      '次回の委員会は、令和８年２月１６日',
    ],
    actions: [
      '減免の件数と金額',
      '全団体に照会',
      '時間外勤務の実績との比較',
      '設計の途中で一度',
      '過去５年分の点検の結果',
      '議会に示す',
      '段階的な実施の複数の案',
      '各市の取扱いを調べ',
      '不登校の児童生徒',
      '文書管理規程の改正の案',
      '参加の可否',
      '視察先との調整',
      '行程の案',
    ],
  },
  {
    file: '定例会議.vtt',
    decisions: [
      '1日3人体制',
      'うち1人は市民課の経験者',
      '端末の増設は',
      'リマインドは12月1日から',
      '確定申告の予約は、やる方向',
      '電話の予約の受け方は、継続',
      '出前研修を、12月18日の午後に実施',
      '次回は12月17日',
    ],
    actions: [
      '照会をかける',
      '直して、作る',
      '見積りを送る',
      '流用でいけるか',
      '設定',
      '予算の科目',
      '発注',
      '他の市がどうしてるか',
      '案内の文案',
      '両方の課に回す',
      '事例を紹介する',
      '載せる',
    ],
  },
];

/** Which decisions and tasks of the sample records are found, and how many are named in all. */
export async function recordsTable(): Promise<string> {
  const rows: string[][] = [];
  for (const record of records) {
    const { sentences } = readSpeech((await readFile(projectFile(`samples/minutes/${record.file}`))).text);
    const decided = decisions(sentences).map(({ text }) => text);
    const tasks = actions(sentences).map(({ what }) => what);
    const found = (wanted: readonly string[], named: readonly string[]) =>
      `${wanted.filter((words) => named.some((text) => text.includes(words))).length}／${wanted.length}`;
    rows.push([
      record.file,
      found(record.decisions, decided),
      String(decided.length),
      found(record.actions, tasks),
      String(tasks.length),
    ]);
  }
  return table(['会議録', '見つけた決定', '挙げた決定', '見つけた宿題', '挙げた宿題'], rows);
}
