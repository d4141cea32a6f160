import { plainCharacters } from './plainCharacters.ts';

type Finish = 'stop' | 'length' | 'repetition';

/**
 * Takes from a model's draft or rewriting what does not belong to it: block tags of the prompt, fences around the
 * whole, 「以下が…です」 before it, asides in English and talk about the draft around it, Markdown, a sentence said again.
 * Where the model was stopped (`length`, `repetition`), the unfinished sentence at the end goes too.
 *
 * @returns '' where nothing is left that could be used, as when the model wrote in English
 */
export function cleanText(text: string, finish: Finish): string {
  const whole = finish === 'stop' ? text : withoutUnfinishedEnd(text);
  const body = withoutFences(withoutTags(whole).trim());
  const clean = saidOnce(withoutMarkdown(withoutAsides(body))).trim();
  return japanese.test(clean) ? clean : '';
}

/** Makes a reply of free conversation presentable that was stopped: no unfinished sentence, no open code fence. */
export function cleanReply(text: string, finish: Finish): string {
  if (finish === 'stop') return text.trim();
  const fences = text.match(/^\s*```/gm)?.length ?? 0;
  return fences % 2 === 1 ? `${text.trimEnd()}\n\`\`\`` : withoutUnfinishedEnd(text).trim() || text.trim();
}

function withoutTags(text: string): string {
  return text.replace(/<\/?(?:文章|たたき台|要望|直し方)>\n?/g, '');
}

/** The inside of a fence that holds most of the text. */
function withoutFences(text: string): string {
  const inside = /```[^\n]*\n([\s\S]*?)(?:\n```|$)/.exec(text)?.[1]?.trim() ?? '';
  return inside.length * 2 >= text.length ? inside : text;
}

const leadIns = [
  /^(?:はい|承知(?:いた)?しました|かしこまりました|もちろんです)[、。！!]/,
  /^(?:以下|こちら|次|下記)(?:が|は|に|の(?:よう|通り|とおり)に?)[^。\n]*(?:下書き|文案|文章|本文|例文?|もの|案)(?:です|になります|となります)[。:：]?$/,
  /^(?:以下|こちら|次|下記)(?:に|の(?:よう|通り|とおり)に?)[^。\n]*(?:書き直し|書き換え|言い?換え|作成し|修正し|まとめ|縮め)(?:てみ)?ました[。:：]?$/,
  /^[#*\s【]*(?:下書き|文案|書き直した文章|修正後(?:の文章)?|回答|出力)[】*\s]*[:：]?$/,
];
const talkAfter = [
  /^(?:この|上記の|以上の)(?:下書き|文案|文章|文書|書き直し|例文|メール文)(?:は|で|が|を)/,
  /^(?:以上が|以上で)[^。\n]*(?:下書き|文案|文章|例文?)(?:です|となります)/,
  /お手伝いできることが(?:あれば|ありましたら|ございましたら)/,
  /^-{3,}$/,
];

function withoutAsides(text: string): string {
  const lines = text.split('\n');
  const isNothing = (line: string | undefined) => line !== undefined && line.trim() === '';
  const isAside = (line: string | undefined, marks: readonly RegExp[]) =>
    line !== undefined && (isEnglish(line) || marks.some((mark) => mark.test(line.trim())));
  while (lines.length > 1 && (isNothing(lines[0]) || isAside(lines[0], leadIns))) lines.shift();
  while (lines.length > 1 && (isNothing(lines.at(-1)) || isAside(lines.at(-1), talkAfter))) lines.pop();
  return lines.join('\n');
}

const japanese = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** A sentence in English: several words and not one Japanese character. An address or a product's name is none. */
function isEnglish(line: string): boolean {
  return !japanese.test(line) && (line.match(/[A-Za-z']{2,}/g)?.length ?? 0) >= 4;
}

function withoutMarkdown(text: string): string {
  return text.replace(/^#{1,6} +/gm, '').replace(/\*\*([^*\n]+)\*\*/g, '$1');
}

/** Sentences of a certain length, as no writer repeats them on purpose. */
const memorable = 15;

function saidOnce(text: string): string {
  const said = new Set<string>();
  return text.replace(/[^。！？\n]+[。！？]?/g, (sentence) => {
    const plain = plainCharacters(sentence);
    if (plain.length < memorable) return sentence;
    if (said.has(plain)) return '';
    said.add(plain);
    return sentence;
  });
}

function withoutUnfinishedEnd(text: string): string {
  const finished = /^[\s\S]*[。！？!?」）)\n]/.exec(text)?.[0] ?? '';
  return finished;
}
