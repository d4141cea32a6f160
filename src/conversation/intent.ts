import { asksForChange } from '../commands/draft/instruction.ts';
import type { PastTurn } from '../stores/history.ts';

export interface Intent {
  readonly command: 'ask' | 'summarize' | 'draft' | 'consult';
  readonly weight: number;
}

interface Cue {
  readonly command: Intent['command'];
  readonly weight: number;
  readonly when: (text: string, last: PastTurn | undefined, files: number) => boolean;
}

const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

const WRITING =
  /通知文?|案内文|あいさつ文?|挨拶文?|メール|企画書|答弁|想定問答|広報文?|記事|プレスリリース|SNS|投稿文?|復命書|報告書|依頼文|照会文|回答文|お知らせ|文案|文面|原稿|祝辞|式辞|お礼状/iu;
const WRITE =
  /書いて|作って|作成|考えて|下書き|ドラフト|起案|まとめて.*(?:文|書)に|(?:を|文)お願い|ほしい|欲しい|(?:文|書|メール)$/u;
const SUMMARIZE = /要約|要点|まとめて|短くまとめ|議事録(?:に|を作)|サマリー?/u;
/** What is said of a file that is to be read: 「3行で」「この資料は何が書いてありますか」「添付を確認してください」. */
const SUMMARIZE_FILE =
  /要約|要点|まとめ|サマリ|概要|ポイント|[0-9０-９一二三四五六七八九十]+[行点]で|短く|簡潔に|(?:これ|この|添付|資料|ファイル|文書|議事録|会議録|中身|内容|文字起こし).*(?:教えて|書いて(?:あ|い)|どんな|何(?:が|の)|説明して|読んで|見て|確認|整理)/u;
const QUESTION = /[？?]\s*$|(?:ます|です|でしょう|ません)か[。．]?\s*$|(?:教えて|知りたい|どうすれば|とは何)[^。]*$/u;
const RULES =
  /規程|規則|要綱|条例|要領|ガイドライン|マニュアル|第[0-9０-９一二三四五六七八九十百]+条|休暇|有休|有給|休み|旅費|出張|手当|届|申請|承認|決裁|許可|期限|締切|何日|何時間|いくら|上限|してもいい|して(?:も)?よい|できますか|できる[？?]|必要(?:です|？|\?)|義務|禁止|違反|対象|手続/u;
const TOOLS =
  /Excel|エクセル|関数|数式|マクロ|VBA|VLOOKUP|XLOOKUP|ピボット|SQL|Python|JavaScript|PowerShell|正規表現|コード|プログラム|スクリプト|Word(?:で|の)|PowerPoint|パワポ|Power ?Automate|Teamsの使い方/iu;
const IDEAS =
  /アイデア|アイディア|壁打ち|ブレスト|キャッチコピー|相談|案を(?:いくつか|\d+)|翻訳|英訳|和訳|言い換え|例え/u;
const GREETING = /^(?:ありがとう|おはよう|こんにち[はわ]|こんばん[はわ]|お疲れ|はじめまして|よろしく)/u;

/** A text of this length, or of this many lines, was pasted to be read rather than asked. */
const PASTED_CHARACTERS = 400;
const PASTED_LINES = 8;
const isPasted = (text: string) => text.length >= PASTED_CHARACTERS || text.split('\n').length >= PASTED_LINES;

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
const isShort = (text: string) => text.length <= 120;

const cues: readonly Cue[] = [
  { command: 'summarize', weight: 2, when: isPasted },
  {
    command: 'summarize',
    weight: 3,
    when: (text) => text.length >= 80 && SUMMARIZE.test(text.slice(0, 60) + text.slice(-60)),
  },
  { command: 'summarize', weight: 2.5, when: (text, _, files) => files > 0 && SUMMARIZE_FILE.test(text) },
  { command: 'draft', weight: 3, when: (text) => WRITING.test(text) && WRITE.test(firstLine(text)) },
  {
    command: 'draft',
    weight: 4,
    when: (text, last) => last?.command === 'draft' && asksForChange(text),
  },
  { command: 'consult', weight: 4, when: matches(TOOLS) },
  { command: 'consult', weight: 2, when: matches(IDEAS) },
  { command: 'consult', weight: 3, when: (text, _, files) => files === 0 && isShort(text) && GREETING.test(text) },
  { command: 'consult', weight: 1, when: (text, last) => last?.command === 'consult' && isShort(text) },
  { command: 'ask', weight: 1.5, when: (text) => !isPasted(text) && QUESTION.test(text) },
  { command: 'ask', weight: 1, when: (text) => !isPasted(text) && RULES.test(text) },
  { command: 'ask', weight: 1, when: (text, last) => last?.command === 'ask' && isShort(text) && QUESTION.test(text) },
];

/**
 * What a message in plain language most likely wants, best first; empty where nothing speaks for any command.
 * @param last the turn before, since 「もっと短くして」 means the draft that was just written
 * @param files how many files came with it
 */
export function intentsOf(text: string, last: PastTurn | undefined, files = 0): readonly Intent[] {
  const weights = new Map<Intent['command'], number>();
  for (const { command, weight, when } of cues) {
    if (when(text, last, files)) weights.set(command, (weights.get(command) ?? 0) + weight);
  }
  return [...weights].map(([command, weight]) => ({ command, weight })).sort((a, b) => b.weight - a.weight);
}
