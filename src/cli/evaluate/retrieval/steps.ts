import { type Dictionary, loadDictionary } from '../../../policy/search/dictionary.ts';
import { type RankingWeights, type SearchWeights, searchWeights } from '../../../policy/search/weights.ts';

/** One step of the ranking: everything of the step before, and one thing more. */
export interface Step {
  readonly name: string;
  readonly weights: SearchWeights;
  readonly dictionary: Dictionary;
  readonly meaning: boolean;
}

const plain: RankingWeights = { meaning: 0, carriesOut: 0, central: 0, referredTo: 0, gives: 0 };

/** The ranking built up from its character tokens to what Kaname uses. */
export function steps(): Step[] {
  const dictionary = loadDictionary();
  const none: Dictionary = { ...dictionary, related: () => [] };
  const using = (...parts: readonly (keyof RankingWeights)[]): SearchWeights['ranking'] => {
    const only = (full: RankingWeights) =>
      Object.assign({ ...plain }, ...parts.map((part) => ({ [part]: full[part] })));
    const { sentence, long, caption } = searchWeights.ranking;
    return { sentence: only(sentence), long: only(long), caption: only(caption) };
  };
  const base: SearchWeights = {
    ...searchWeights,
    words: 0,
    clause: 0,
    allClauses: 0,
    officialMeaning: 0,
    ranking: using(),
  };
  const words = { ...base, words: searchWeights.words };
  const clauses = { ...words, clause: searchWeights.clause };
  const meaning = { ...clauses, ranking: using('meaning') };
  const allClauses = { ...meaning, allClauses: searchWeights.allClauses };
  const official = { ...allClauses, officialMeaning: searchWeights.officialMeaning };
  const carries = { ...official, ranking: using('meaning', 'carriesOut') };
  const graph = { ...official, ranking: using('meaning', 'carriesOut', 'central', 'referredTo') };
  return [
    { name: '文字の並び（漢字1・2字、項目ごとの重み、BM25F）', weights: base, dictionary: none, meaning: false },
    { name: '＋形態素の基本形', weights: words, dictionary: none, meaning: false },
    { name: '＋条項そのものの点', weights: clauses, dictionary: none, meaning: false },
    { name: '＋用語の辞書', weights: clauses, dictionary, meaning: false },
    { name: '＋意味（最も近い条項）', weights: meaning, dictionary, meaning: true },
    { name: '＋条の中の全条項の意味', weights: allClauses, dictionary, meaning: true },
    { name: '＋公式の言葉に直した質問の意味', weights: official, dictionary, meaning: true },
    { name: '＋施行規則などを控えめに', weights: carries, dictionary, meaning: true },
    { name: '＋条文どうしの引用', weights: graph, dictionary, meaning: true },
    { name: '＋問われたことへの答え方（期間・金額・可否）', weights: searchWeights, dictionary, meaning: true },
  ];
}
