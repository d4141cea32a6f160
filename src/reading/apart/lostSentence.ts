import type { Lost } from './apartProcess.ts';

/** Why a file was not read to its end, and what to do, for the person whose file it is. */
export const lostSentence: Readonly<Record<Lost, string>> = {
  slow: '読み取りに時間がかかりすぎるため、中止しました。ファイルを分けるか、元のソフトで保存し直してください。',
  full: '読み取りに多くのメモリーが必要なため、中止しました。ファイルを分けるか、不要な部分を除いて保存し直してください。',
  died: '読み取りの途中で問題が起きたため、このファイルは読み取れませんでした。元のソフトで開き、保存し直してからお試しください。',
  cancelled: '読み取りを中止しました。',
};
