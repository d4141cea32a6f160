import type { Words } from '../../japanese/words.ts';
import type { Article } from '../document.ts';
import { type ArticleWords, wordsOf } from '../search/articleWords.ts';
import type { KeptArticle, RuleStore } from './ruleStore.ts';

/**
 * Finds the base forms of a file's articles, those of articles that stood in it before from the store: in a file of
 * ten thousand articles seldom more than a few change.
 * @param path of the file as it was read before; undefined where it is new, or was read in another way
 */
export function wordFinder(store: RuleStore, path: string | undefined, loadWords: () => Promise<Words>) {
  const known = new Map<string, ArticleWords>();
  if (path !== undefined) {
    const before = store.books(store.holdings().filter(({ file }) => file === path));
    for (const { article, words } of before.flatMap(({ articles }) => articles)) known.set(textsOf(article), words);
  }
  return async (article: Article): Promise<KeptArticle> => {
    const words = known.get(textsOf(article)) ?? wordsOf(article, await loadWords());
    return { article, words };
  };
}

/** All that the base forms are found in. */
function textsOf({ chapter, caption, clauses }: Article): string {
  return JSON.stringify([chapter, caption, clauses.map(({ text }) => text)]);
}
