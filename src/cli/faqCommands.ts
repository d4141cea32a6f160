import type { Command } from 'commander';

/** The subcommands of `kaname faq`; each is loaded only when it is called. */
export function addFaqCommands(faq: Command): void {
  faq.helpCommand(false).helpOption('-h, --help', '使い方を表示する');
  const add = (call: string, about: string) =>
    faq
      .command(call)
      .description(about)
      .option('--data-dir <folder>', '履歴と索引のフォルダー')
      .option('--json', 'JSONで出力する');

  add('list', '未回答の質問と、その回答の状態を、回数の多い順に表示する')
    .option('--department <name>', '担当課')
    .option('--state <state>', '状態（open、candidate、approved、dismissed）')
    .action(async (options) => (await import('./faqList.ts')).listQuestions(options));
  add('draft', '規程から、回答の下書きを作る')
    .argument('<id>', '質問のID')
    .action(async (id, options) => (await import('./faqDraft.ts')).draftAnswer(id, options));
  add('answer', '回答と根拠を入力する')
    .argument('<id>', '質問のID')
    .requiredOption('--text <text>', '回答の文章')
    .requiredOption('--source <place...>', '根拠の条文（例："旅費規程 第5条第2項"）')
    .option('--question <text>', '質問の文章を直すとき')
    .action(async (id, options) => (await import('./faqChange.ts')).answer(id, options));
  add('approve', '回答を承認する')
    .argument('<id>', '質問のID')
    .requiredOption('--by <name>', '承認者の氏名')
    .option('--department <name>', '承認する担当課')
    .action(async (id, options) => (await import('./faqChange.ts')).approve(id, options));
  add('dismiss', '質問を見送る、または承認を取りやめる')
    .argument('<id>', '質問のID')
    .action(async (id, options) => (await import('./faqChange.ts')).dismiss(id, options));
  add('export', '質問と回答を、Excelなどの表に書き出す')
    .argument('<file>', '.xlsx、.csv、.jsonl のファイル')
    .option('--department <name>', '担当課')
    .action(async (file, options) => (await import('./faqFile.ts')).exportQuestions(file, options));
  add('import', '書き出した表の編集と承認を取り込む')
    .argument('<file>', '.xlsx、.csv、.jsonl のファイル')
    .action(async (file, options) => (await import('./faqFile.ts')).importQuestions(file, options));
}
