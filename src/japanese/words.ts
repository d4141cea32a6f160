import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TokenizerBuilder } from '@patdx/kuromoji';
import NodeDictionaryLoader from '@patdx/kuromoji/node';

/** One word of a text as the IPA dictionary sees it. */
export interface Word {
  readonly surface: string;
  /** Dictionary form; the surface where the word is unknown. */
  readonly base: string;
  /** Part of speech and its detail, e.g. 「名詞」「サ変接続」. */
  readonly part: string;
  readonly detail: string;
  /** The third level, e.g. 「姓」「人名」「地域」 of a proper noun, or `*`. */
  readonly subdetail: readonly string[];
  /** UTF-16 offset in the text. */
  readonly start: number;
}

/** Morphology of Japanese (kuromoji with the IPA dictionary), about 200,000 characters a second. */
export interface Words {
  analyze(text: string): Word[];
  /** Base forms of the words that carry meaning, in order, repetitions kept; numbers are left out. */
  contentWords(text: string): string[];
}

const carriesMeaning: Readonly<Record<string, (detail: string) => boolean>> = {
  名詞: (detail) => !['非自立', '代名詞', '数', '接尾', '特殊', '引用文字列'].includes(detail),
  動詞: (detail) => detail === '自立',
  形容詞: (detail) => detail === '自立',
};

const tooGeneral = new Set(['する', 'なる', 'ある', 'いる', 'できる', 'おる', 'やる', 'よる', 'おく', 'ない', 'いう']);

let loading: Promise<Words> | undefined;

/** Loads the dictionary once for the process (0.7 s, 190 MB); later calls share it. */
export function loadWords(): Promise<Words> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Words> {
  const loader = new NodeDictionaryLoader({ dic_path: dictionaryFolder() });
  const tokenizer = await new TokenizerBuilder({ loader }).build();
  const tokenize = (text: string) =>
    inPieces(text.replace(UNREADABLE, '\ufffd')).flatMap((piece) => tokenizer.tokenize(piece));
  const analyze = (text: string): Word[] => {
    // Positions are counted here: the library counts a surrogate pair as one.
    let next = 0;
    return tokenize(text).map((token) => {
      const start = next;
      next += token.surface_form.length;
      return {
        surface: token.surface_form,
        base: token.basic_form === '*' ? token.surface_form : token.basic_form,
        part: token.pos,
        detail: token.pos_detail_1,
        subdetail: [token.pos_detail_2, token.pos_detail_3],
        start,
      };
    });
  };
  const contentWords = (text: string): string[] => {
    const words: string[] = [];
    for (const token of tokenize(text)) {
      if (!carriesMeaning[token.pos]?.(token.pos_detail_1)) continue;
      const base = token.basic_form === '*' ? token.surface_form : token.basic_form;
      if (!tooGeneral.has(base) && /[\p{L}]/u.test(base)) words.push(base);
    }
    return words;
  };
  return { analyze, contentWords };
}

/** The library fails at NUL and at half a surrogate pair, which a client leaves that cuts a text in an emoji. */
const UNREADABLE = /[\0\p{Cs}]/gu;
/** The library's time grows with the square of a stretch without 、 or 。, so longer ones are cut. */
const longestStretch = 300;
/** Marks and spaces that go with the stretch before them; thousands of spaces would be a stretch of their own. */
const mostMarks = 20;
const stretch = new RegExp(`[^、。\\s]{0,${longestStretch}}[、。\\s]{0,${mostMarks}}`, 'gu');

function inPieces(text: string): string[] {
  return text.length <= longestStretch ? [text] : (text.match(stretch) ?? []).filter((piece) => piece !== '');
}

/** The package exports no dictionary path, so it is found beside its built code. */
function dictionaryFolder(): string {
  const code = fileURLToPath(import.meta.resolve('@patdx/kuromoji/node'));
  return join(dirname(code), '..', 'dict');
}
