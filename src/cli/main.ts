import { Command, CommanderError } from 'commander';
import { loadEnvFile } from '../config/envFile.ts';
import { KanameError, toKanameError } from '../errors.ts';
import { describeError } from '../log.ts';
import { addFaqCommands } from './faqCommands.ts';
import { japaneseHelp } from './helpPage.ts';
import { complain } from './output.ts';
import { stayUntil } from './stayUntil.ts';
import { wrongCallSentence } from './wrongCall.ts';

/** Exit codes: done, failed (no result could be made), wrong call. */
const DONE = 0;
const FAILED = 1;
const WRONG_CALL = 2;

/** Every subcommand is a file beside this one and is loaded only when it is called. */
function program(): Command {
  const kaname = new Command('kaname')
    .description('Kaname（要）：自治体職員のための文書アシスタント')
    .helpOption('-h, --help', '使い方を表示する')
    .helpCommand(false)
    .configureHelp(japaneseHelp)
    .configureOutput({ outputError: () => {} })
    // Every call sees the settings that `start` sees; `doctor` reads them itself and tells what is wrong with them.
    .hook('preAction', (_, call) => {
      if (call.name() !== 'doctor') loadEnvFile();
    });
  const add = (call: string, about: string) =>
    kaname.command(call).description(about).option('--data-dir <folder>', '履歴と索引のフォルダー');

  add('start', 'ボットを起動する').action(async () =>
    process.exit(await (await import('../index.ts')).run(process.env)),
  );
  add('doctor', '設定、部品、接続先を調べ、直し方を示す')
    .option('--lgwan', 'チャットのほかに、庁内ネットワークの外への接続先がないことも調べる')
    .option('--json', 'JSONで出力する')
    .action(async (options) => (await import('./doctor.ts')).doctor(options));
  add('chat', '端末で対話する').action(async (options) => (await import('./chat.ts')).chat(options));
  add('ingest', '規程を読み込み、索引を作る')
    .argument('<path...>', 'ファイルまたはフォルダー')
    .option('--json', 'JSONで出力する')
    .option('--no-wait', 'ベクトルの作成を待たない')
    .action(async (paths, options) => (await import('./ingest.ts')).ingestPaths(paths, options));
  add('search', '条文を検索する')
    .argument('[question]', '質問')
    .option('--queries <file>', '質問のJSONLファイル')
    .option('--limit <n>', '件数', '10')
    .option('--json', 'JSONで出力する')
    .action(async (question, options) => (await import('./search.ts')).search(question, options));
  add('ask', '規程から、条文を引用して答える')
    .argument('[question]', '質問')
    .option('--queries <file>', '質問のJSONLファイル')
    .option('--json', 'JSONで出力する')
    .action(async (question, options) => (await import('./ask.ts')).ask(question, options));
  add('summarize', '文書を要約する')
    .argument('<file>', 'ファイル')
    .option('--json', 'JSONで出力する')
    .action(async (file, options) => (await import('./summarize.ts')).summarize(file, options));
  add('draft', '文案を作る')
    .requiredOption('--genre <genre>', '文書の種類')
    .requiredOption('--input <file>', '内容を書いたテキスト、または項目のJSON')
    .option('--json', 'JSONで出力する')
    .action(async (options) => (await import('./draft.ts')).draft(options));
  add('mask', '標準入力のJSONLの個人情報を伏せる')
    .option('--json', 'JSONで出力する')
    .action(async () => (await import('./mask.ts')).mask());
  add('package', 'Teamsのテナントカタログに登録するアプリを作る')
    .requiredOption('--app-id <id>', 'ボットのアプリケーションID')
    .requiredOption('--domain <domain>', 'ボットを公開するドメイン')
    .option('--out <file>', '出力先', 'kaname-teams.zip')
    .option('--with-thread-reading', 'メンションのないメッセージも読む権限を求める')
    .action(async (options) => (await import('./package.ts')).packageApp(options));
  add('evaluate', '品質を測る')
    .option('--live', '接続中の言語モデルで、すべてのプロンプトを試す')
    .option('--questions <file...>', '--live で試す質問（1行に {"id","question","gold"}）')
    .option('--corpus <file...>', '先に読み込む規程')
    .option('--limit <n>', '種類ごと、質問のファイルごとの件数の上限')
    .option('--sets <folder>', '評価用の質問と規程のフォルダーで検索を測り、docs/evaluation.md に書く')
    .option('--split <name>', '質問の組の名前', 'dev')
    .option('--only <set>', 'この組だけを測る。検索の組は書き込まずに表示し、summ は要約の表だけを書く')
    .option('--work <folder>', 'ベクトルを次回まで置くフォルダー', './data/evaluation')
    .option('--faithful', '要約を原文と照らし合わせる検査を、書き換えた文で測る')
    .option('--texts <file...>', '--faithful で文を作る文書（.jsonl は1行に {"text"}）。省くと同梱の会議録')
    .option('--seed <n>', '--faithful の乱数の種', '1')
    .option('--json', '--faithful の文と指摘を、1行に1つの JSON で出す')
    .action(async (options) => (await import('./evaluate.ts')).evaluate(options));
  const faq = kaname.command('faq').description('未回答の質問を、担当課が確認した回答（FAQ）にする');
  addFaqCommands(faq);
  for (const command of [kaname, ...kaname.commands, ...faq.commands]) command.exitOverride();
  return kaname;
}

/** Runs one call of the command line. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  if (args.length === 0) {
    process.stdout.write(program().helpInformation());
    return DONE;
  }
  try {
    await stayUntil(program().parseAsync([...args], { from: 'user' }));
    return DONE;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      if (thrown.exitCode === 0) return DONE;
      complain(wrongCallSentence(thrown));
      return WRONG_CALL;
    }
    const error = toKanameError(thrown);
    complain(error.sentence);
    if (error.code === 'unexpected') complain(JSON.stringify(describeError(error.cause)));
    return error instanceof KanameError && error.code === 'wrong_call' ? WRONG_CALL : FAILED;
  }
}
