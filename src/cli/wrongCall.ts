import type { CommanderError } from 'commander';

/** Codes of commander → what to say; `name` is what its English message puts in quotes. */
const SENTENCES: Readonly<Record<string, (name: string) => string>> = {
  'commander.unknownCommand': (name) => `「${name}」というコマンドはありません。`,
  'commander.unknownOption': (name) => `「${name}」というオプションはありません。`,
  'commander.missingArgument': (name) => `引数 <${name}> を指定してください。`,
  'commander.missingMandatoryOptionValue': (name) => `オプション ${name} を指定してください。`,
  'commander.optionMissingArgument': (name) => `オプション ${name} に値を指定してください。`,
  'commander.excessArguments': () => '引数が多すぎます。空白を含む言葉は、引用符（"）で囲んでください。',
};

/** What a wrong call is told, in Japanese. */
export function wrongCallSentence({ code, message }: CommanderError): string {
  const name = /'([^']*)'/.exec(message)?.[1] ?? '';
  const sentence = SENTENCES[code]?.(name) ?? '呼び出し方が正しくありません。';
  return `${sentence}使い方は kaname --help でご確認ください。`;
}
