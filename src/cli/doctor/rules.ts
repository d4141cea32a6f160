import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { composeLibrary } from '../../composeLibrary.ts';
import { toKanameError } from '../../errors.ts';
import { indexFile, readIndexAbout } from '../../policy/ingest/indexFile.ts';
import { hasRuleStore } from '../../policy/ingest/ruleStore.ts';
import { type Check, type Finding, good, note, wrong } from './check.ts';

/** The rules that `start` would answer from, opened as it opens them. */
export const rules: Check = {
  id: 'rules',
  title: '規程',
  async run({ config }) {
    const { dataDir, policies, directory } = config;
    const isIngested = hasRuleStore(dataDir);
    const isKept = !isIngested || (await readIndexAbout(dataDir)) !== undefined;
    const skipped: string[] = [];
    try {
      const library = await composeLibrary(config, { folder: 'with-folder', onSkipped: (path) => skipped.push(path) });
      const { documents, articles, clauses } = library.size;
      const indexBytes = isIngested ? (await stat(join(dataDir, indexFile)).catch(() => undefined))?.size : undefined;
      const details = { documents, articles, clauses, ...(indexBytes !== undefined && { indexBytes }) };
      const size = `規程${documents}件（${articles}条、${clauses}の条項）`;
      const kept = indexBytes === undefined ? '' : `索引のファイルは約${Math.ceil(indexBytes / 1024 / 1024)}MBです。`;
      const restricted = library.documents().filter(({ readers }) => readers !== undefined).length;
      return [
        documents === 0
          ? note(
              '規程が1件もありません。',
              '「kaname ingest」で規程を読み込むか、KANAME_POLICIES を確認してください。',
              details,
            )
          : good(`${size}から答えます。${kept}`, details),
        ...(isIngested || policies.chosen ? [] : [SAMPLES]),
        ...(isKept ? [] : [REBUILT]),
        ...(skipped.length === 0 ? [] : [skippedFinding(skipped.length)]),
        ...(restricted > 0 && directory.kind === 'none' ? [hidden(restricted)] : []),
      ];
    } catch (thrown) {
      const mend = 'KANAME_POLICIES と KANAME_DATA_DIR を確認し、「kaname ingest」で規程を読み込み直してください。';
      return [wrong(`規程を読み取れません。${toKanameError(thrown).sentence}`, mend)];
    }
  },
};

const SAMPLES = note(
  '同梱の「見本市」（架空の市）の規程を使っています。',
  '自分の庁の規程を「kaname ingest ＜フォルダー＞」で読み込んでください。',
);
const REBUILT = note(
  '規程の索引がないか、古い形式か、壊れていたため、読み込んだ規程から作り直しました。',
  'KANAME_DATA_DIR に書き込めれば、次からは作り直しません。',
);

function skippedFinding(count: number): Finding {
  return note(
    `読み取れなかった規程のファイルが${count}件あります。`,
    '「kaname ingest ＜フォルダー＞」を実行すると、ファイルごとの理由とできることを表示します。',
    { skipped: count },
  );
}

function hidden(count: number): Finding {
  return note(
    `公開範囲の限られた規程が${count}件あり、だれにも示されません。`,
    'KANAME_PEOPLE に職員の一覧を指定してください。',
    { restricted: count },
  );
}
