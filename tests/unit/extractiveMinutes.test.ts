import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { actions } from '../../src/models/extractive/actions.ts';
import { decides } from '../../src/models/extractive/decisionCues.ts';
import { decisions } from '../../src/models/extractive/decisions.ts';
import { summarize } from '../../src/models/extractive/summarize.ts';
import { parseSummary } from '../../src/models/resultJson.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { readFile } from '../../src/reading/readFile.ts';
import { checkSummary } from '../../src/summary/checkSummary.ts';
import { readSpeech } from '../../src/summary/readSpeech.ts';

const decided = (text: string) => decisions(readSpeech(text).sentences).map((decision) => decision.text);
const tasks = (text: string) => actions(readSpeech(text).sentences);

describe('決定の言い回し', () => {
  it.each([
    '来年度から窓口の受付を午後4時までとすることとした。',
    '本案は、全会一致で可決されました。',
    '予算案について了承を得た。',
    'A案で進めることで合意した。',
    '請願第3号は継続審査とします。',
    '備品の購入は見送ることに決定しました。',
    '今回はチラシを配布しないこととします。',
    'では、次の打合せは12月3日にします。',
    '使用料を改定する方針を決定し、12月議会に提案する。',
    '異議なしと認め、原案のとおり可決いたします。',
  ])('「%s」は決定である', (sentence) => {
    expect(decides(sentence)).toBe(true);
  });

  it.each([
    '財源については、決定には至らなかった。',
    '開催日はまだ決まっていません。',
    'この方針で合意は得られなかった。',
    '施設の名称は決定しましたか。',
    '前回の会議で決定した方針に基づいて準備を進めています。',
    '申請書は、窓口に提出することとされています。',
    'ただいまから委員会を開会いたします。',
    '議案第5号を議題といたします。',
    '賛成の委員の挙手を求めます。',
    '昨年の委員会で承認されました計画を御覧ください。',
  ])('「%s」は決定ではない', (sentence) => {
    expect(decides(sentence)).toBe(false);
  });

  it('「異議なし」だけの決定に、諮られた内容を補う', () => {
    const text =
      '○委員長　お諮りします。請願第3号は、閉会中の継続審査とすることに御異議ありませんか。\n（「異議なし」と呼ぶ者あり）\n○委員長　御異議なしと認め、さよう決定いたしました。';
    expect(decided(text)).toEqual(['請願第3号は、閉会中の継続審査とすることに決定']);
  });

  it('同じ決定を二度挙げない', () => {
    const text =
      '○委員長　本案は、原案のとおり可決することに御異議ありませんか。\n（「異議なし」と呼ぶ者あり）\n○委員長　異議なしと認めます。よって、議案第4号は、原案のとおり可決されました。';
    expect(decided(text)).toEqual(['議案第4号は、原案のとおり可決されました。']);
  });

  it('「決定事項」の見出しの下の項目は、言い回しによらず決定とする', () => {
    const text = '## 決定事項\n- 受付は午後4時まで\n- 案内は広報紙に載せる\n\n## 報告\n- 利用者は前年より増えた';
    expect(decided(text)).toEqual(['受付は午後4時まで', '案内は広報紙に載せる']);
  });
});

describe('宿題の言い回し', () => {
  it('依頼から、誰が、何を、いつまでにを取り出す', () => {
    const [task] = tasks('佐藤: 総務課は12月5日（金）までに見積書を提出してください。\n田中: 承知しました。');
    expect(task).toMatchObject({ what: '見積書を提出する', who: '総務課', due: '12月5日（金）' });
  });

  it('「私の方で」は話した人の宿題になる', () => {
    const [task] = tasks('佐藤: 会場の予約は私の方で確認しておきます。\n田中: お願いします。');
    expect(task).toMatchObject({ who: '佐藤', due: '' });
  });

  it('名前のない依頼は、引き受けた人の宿題になり、二重に数えない', () => {
    const found = tasks(
      '○高橋委員　近隣市の状況を調べて、次回の委員会で報告してください。\n○福祉課長　承知しました。次回の委員会で報告いたします。',
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ who: '福祉課長', due: '次回の委員会' });
  });

  it('別の話への返事を、前の依頼への返事と取り違えない', () => {
    const found = tasks(
      '10:12 高橋: 各課の参加者名簿は11/27までに共有フォルダに入れてください\n10:15 田中: 総務課は14名です\n10:20 佐藤: 放送設備の点検は誰がやりますか\n10:21 田中: 私が明日確認します',
    );
    expect(found.map(({ who, due }) => [who, due])).toEqual([
      ['', '11/27'],
      ['田中', '明日'],
    ]);
  });

  it('くだけた頼み方も読む', () => {
    const found = tasks(
      '10:11 中村: 石田さん、一般財源の額を今週中に出しておいて\n10:12 石田: 了解です、金曜の昼までに送ります\n10:13 中村: 頼みます',
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ what: '一般財源の額を出す', who: '石田さん', due: '今週中' });
  });

  it('提出先の課を、担当者と取り違えない', () => {
    const [task] = tasks('佐藤: 参加者名簿は11月27日までに総務課へ提出してください。\n田中: 14名の予定です。');
    expect(task).toMatchObject({ who: '', due: '11月27日' });
  });

  it('伏せられた氏名も担当者として読む', () => {
    const [task] = tasks('【氏名1】: 【氏名2】さんは、来週金曜日までに案を作成してください。\n【氏名2】: はい。');
    expect(task).toMatchObject({ who: '【氏名2】さん', due: '来週金曜日' });
  });

  it.each([
    '○委員長　説明を求めます。',
    '○委員長　御起立願います。',
    '○課長　よろしく御審議のほどお願いいたします。',
    '○課長　資料の3ページを御覧ください。',
    '○課長　11月末までに120件の申請がありました。',
    '○委員　いつまでに提出するのでしょうか。',
    '○課長　工事は来年3月までに完了する見込みでございます。',
    '○委員　会場は12月まで使えるのですか。',
  ])('「%s」は宿題ではない', (line) => {
    expect(tasks(`${line}\n○委員長　ありがとうございました。`)).toEqual([]);
  });

  it('手引の一般的な説明から宿題を作らない', () => {
    const text =
      '申請には本人確認書類が必要です。\n届出は14日以内に行ってください。\n書類は窓口に提出する必要があります。\n代理人が申請する場合は委任状を添付してください。';
    expect(tasks(text)).toEqual([]);
  });
});

describe('見本の会議録', () => {
  const record = readFileSync(projectFile('samples/minutes/総務文教委員会会議録.txt'), 'utf8');

  it.each([
    '議案第７２号は、原案のとおり可決',
    '議案第７５号中当委員会所管部分は、原案のとおり可決',
    '費用対効果の検証を行うことを求める旨を委員長報告に付す',
    '請願第４号は、閉会中の継続審査',
    '令和８年１月２８日及び２９日の２日間',
    '次回の委員会は、令和８年２月１６日',
  ])('決定「%s」を見つける', (words) => {
    expect(decided(record).some((text) => text.includes(words))).toBe(true);
  });

  it.each([
    ['減免の件数と金額', '生涯学習課長', '１２月１５日'],
    ['全団体に照会', '生涯学習課長', '令和８年５月末'],
    ['時間外勤務の実績との比較', 'デジタル推進課長', '来年２月の委員会'],
    ['設計の途中で一度', '教育総務課長', '４月の委員会'],
    ['過去５年分の点検の結果', '教育総務課長', '今週中'],
    ['財政計画', '財政課長', '数字が固まり次第'],
    ['段階的な実施の複数の案', '学校教育課長', '１月末'],
    ['各市の取扱いを調べ', '学校教育課長', ''],
    ['不登校の児童生徒', '学校教育課', ''],
    ['文書管理規程の改正の案', '総務課長', '令和８年３月の委員会'],
    ['参加の可否', '', '１２月１９日'],
    ['視察先との調整', '議会事務局次長', ''],
    ['行程の案', '議会事務局次長', '年内'],
  ])('宿題「%s」（%s、%s）を見つける', (what, who, due) => {
    const task = tasks(record).find((one) => one.what.includes(what));
    expect(task?.who.startsWith(who)).toBe(true);
    expect(task?.due).toBe(due);
  });

  it('見つけた宿題は、実際の宿題の数を大きく超えない', () => {
    expect(tasks(record).length).toBeLessThanOrEqual(15);
    expect(decided(record).length).toBeLessThanOrEqual(8);
  });
});

describe('見本の文字起こし', () => {
  const read = readFile(projectFile('samples/minutes/定例会議.vtt'));

  it.each([
    '1日3人体制',
    'うち1人は市民課の経験者',
    '端末の増設は',
    'リマインドは12月1日から',
    '確定申告の予約は、やる方向',
    '電話の予約の受け方は、継続',
    '出前研修を、12月18日の午後に実施',
    '次回は12月17日',
  ])('決定「%s」を見つける', async (words) => {
    expect(decided((await read).text).some((text) => text.includes(words))).toBe(true);
  });

  it.each([
    ['照会をかける', '西村', '12月4日'],
    ['直して、作る', '松井', '1月末'],
    ['見積りを送る', '松井', '今週中'],
    ['流用でいけるか', '藤田', ''],
    ['設定', '千葉', ''],
    ['予算の科目', '藤田', '26日'],
    ['発注', '千葉', '12月15日'],
    ['他の市がどうしてるか', '千葉', '次回'],
    ['案内の文案', '千葉', '12月5日'],
    ['両方の課に回す', '西村', 'その日のうちに'],
    ['事例を紹介する', '千葉', ''],
    ['載せる', '千葉', '今日中'],
  ])('宿題「%s」（%s、%s）を見つける', async (what, who, due) => {
    const task = tasks((await read).text).find((one) => one.what.includes(what));
    expect(task?.who).toContain(who);
    expect(task?.due).toContain(due);
  });

  it('見つけた宿題は、実際の宿題の数を大きく超えない', async () => {
    expect(tasks((await read).text).length).toBeLessThanOrEqual(14);
  });
});

describe('言語モデルと同じ読み取りを通したとき', () => {
  it('担当者と期限を失わない', async () => {
    const speech = readSpeech(
      '○高橋委員　近隣市の状況を11月30日までに調べて、報告してください。\n○福祉課長　承知しました。\n○委員長　ほかにありませんか。\n○高橋委員　ありません。',
    );
    const task = { kind: 'summarize' as const, sentences: speech.sentences };
    const read = parseSummary(JSON.stringify(summarize(task)), task);
    const [action] = (await checkSummary(read, speech, new Date(2026, 10, 22))).actions;
    expect(action).toMatchObject({ who: '福祉課長', due: '11月30日', dueDate: '2026-11-30' });
    expect(action?.source.quote).toMatch(/^近隣市.*承知しました。$/su);
  });
});
