import type { Clause } from '../document.ts';
import type { Hit } from '../library.ts';
import { plainNumbers } from '../plainNumbers.ts';

/** Words by which staff ask to see a text, next to those written in hiragana. */
const showing = /条文|内容|全文|規定|本文|教|見|知|表示|確認|読|示|書|下|欲|何/gu;
const small = /[\p{Script=Hiragana}\p{P}\p{Z}\s]/gu;

export interface NamedText {
  /** The clauses from which to quote. */
  readonly hits: readonly Hit[];
  /** True where the question asks for nothing but the text: it is quoted in its own order. */
  readonly asIs: boolean;
}

/**
 * What a question names by its number (「休暇規程の第14条」, 「第5条第2項を見せて」), if the best of the hits is it.
 * @param hits best first; the search puts before all others what a question names
 */
export function namedText(question: string, hits: readonly Hit[]): NamedText | undefined {
  const plain = plainNumbers(question).replace(/\s/g, '');
  const [best] = hits;
  if (best === undefined || !names(plain, best.article.label)) return undefined;
  const inside = hits.filter(
    ({ article, document }) => document.id === best.document.id && names(plain, article.label),
  );
  const label = plainNumbers(best.article.label);
  const rest = plain.slice(plain.indexOf(label) + label.length);
  const place = plainNumbers(best.clause.label);
  const clauseNamed = place !== '' && rest.startsWith(place);
  const asked = (clauseNamed ? rest.slice(place.length) : rest).replace(showing, '').replace(small, '');
  if (asked !== '') return { hits: inside, asIs: false };
  if (clauseNamed) return { hits: [best], asIs: true };
  const paragraph = ({ id }: Clause): boolean => /^p\d+$/.test(id);
  const clauses = best.article.clauses.some(paragraph) ? best.article.clauses.filter(paragraph) : undefined;
  return clauses === undefined
    ? { hits: inside, asIs: false }
    : { hits: clauses.map((clause) => ({ ...best, clause })), asIs: true };
}

/** 「第12条」 is not named by 「第12条の2」. */
function names(plain: string, label: string): boolean {
  const own = plainNumbers(label);
  const at = own === '' ? -1 : plain.indexOf(own);
  return at >= 0 && !/^(?:\d|の\d)/.test(plain.slice(at + own.length));
}
