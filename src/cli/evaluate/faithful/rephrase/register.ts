import type { Word } from '../../../../japanese/words.ts';
import type { Change } from '../case.ts';
import { joiningForm, negativeForm, pastForm } from '../verbs.ts';

/** The sentence with its end in plain style; `undefined` where it is no polite one that can be put so. */
export function toPlain(text: string, words: readonly Word[]): string | undefined {
  const fixed: readonly (readonly [RegExp, string])[] = [
    [/でございます。$/u, 'である。'],
    [/(?<=[がもは])ございます。$/u, 'ある。'],
    [/(?<=[がもは])ございました。$/u, 'あった。'],
    [/でございました。$/u, 'であった。'],
    [/ございません。$/u, 'ない。'],
    [/(?<=[\p{Script=Han}ァ-ヴー）のらもと])です。$/u, 'である。'],
    [/でした。$/u, 'であった。'],
    [/いたします。$/u, 'する。'],
    [/いたしました。$/u, 'した。'],
    [/(?<=[てで])おります。$/u, 'いる。'],
    [/(?<=[てで])まいります。$/u, 'いく。'],
    [/ありません。$/u, 'ない。'],
  ];
  if (/ませんでした。$/u.test(text)) return undefined;
  for (const [pattern, after] of fixed) if (pattern.test(text)) return text.replace(pattern, after);
  const ending = /(?:ます|ました|ません)。$/u.exec(text);
  if (!ending) return undefined;
  const verb = words.find(({ start, surface }) => start + surface.length === ending.index);
  if (verb?.part !== '動詞') return undefined;
  const form = { ま: verb.base, まし: pastForm(verb.base), ませ: negativeForm(verb.base) };
  const key = ending[0].startsWith('まし') ? 'まし' : ending[0].startsWith('ませ') ? 'ませ' : 'ま';
  return `${text.slice(0, verb.start)}${form[key]}。`;
}

/** Polite style → plain style. */
export const plainer: Change = ({ text, words }) => {
  const statement = toPlain(text, words());
  return statement === undefined ? [] : [{ statement, changed: `${text.slice(-6)}→${statement.slice(-6)}` }];
};

/** Plain style → polite style, at the end of the sentence. */
export const politer: Change = ({ text, words }) => {
  const statement = toPolite(text, words());
  return statement === undefined ? [] : [{ statement, changed: `${text.slice(-6)}→${statement.slice(-6)}` }];
};

function toPolite(text: string, words: readonly Word[]): string | undefined {
  const fixed: readonly (readonly [RegExp, string])[] = [
    [/なければならない。$/u, 'なければなりません。'],
    [/てはならない。$/u, 'てはなりません。'],
    [/できない。$/u, 'できません。'],
    [/(?:では|で)ない。$/u, 'ではありません。'],
    [/である。$/u, 'です。'],
    [/であった。$/u, 'でした。'],
    [/しない。$/u, 'しません。'],
    [/れない。$/u, 'れません。'],
    [/(?<!ま)した。$/u, 'しました。'],
  ];
  for (const [pattern, after] of fixed) if (pattern.test(text)) return text.replace(pattern, after);
  if (/(?:ます|ました|です|ません)。$/u.test(text)) return undefined;
  const last = words.at(-2);
  if (last?.part !== '動詞' || last.surface !== last.base || !text.endsWith('。')) return undefined;
  return `${text.slice(0, last.start)}${joiningForm(last.base)}ます。`;
}
