import type { Help } from 'commander';
import { displayWidth } from '../japanese/width.ts';

const WORDS: Readonly<Record<string, string>> = {
  'Usage:': '使い方：',
  'Arguments:': '引数：',
  'Options:': 'オプション：',
  'Commands:': 'コマンド：',
};

/** The help page of commander in Japanese, its columns aligned by cells. */
export const japaneseHelp: Partial<Help> = {
  styleTitle: (title) => WORDS[title] ?? title,
  styleUsage: translated,
  styleSubcommandTerm: translated,
  optionDescription: ({ description, defaultValue }) =>
    defaultValue === undefined || typeof defaultValue === 'boolean'
      ? description
      : `${description}（初期値：${defaultValue}）`,
  displayWidth,
};

function translated(call: string): string {
  return call.replace('[options]', '[オプション]').replace('[command]', '[コマンド]');
}
