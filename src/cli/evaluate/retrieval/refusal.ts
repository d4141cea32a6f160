import type { RuleLibrary } from '../../../policy/library.ts';
import { isGold } from './measureSet.ts';
import type { SetQuestion } from './questionSets.ts';

/** How sure the search was of one question. */
export interface Sureness {
  /** `found`: its article is among the first five; `lost`: it is not; otherwise the kind of what is not answered. */
  readonly kind: string;
  readonly evidence: number;
  readonly answerable: boolean;
  readonly plausible: boolean;
}

const FIRST = 5;
const HITS = 30;

/** How sure the search is of questions that the rules answer, and of those that they do not. */
export async function measureRefusal(
  library: RuleLibrary,
  answered: readonly SetQuestion[],
  foreign: readonly { readonly question: string; readonly kind: string }[],
): Promise<Sureness[]> {
  const found: Sureness[] = [];
  const add = (kind: string, { evidence, answerable, plausible }: Awaited<ReturnType<RuleLibrary['search']>>) =>
    found.push({ kind, evidence, answerable, plausible });
  for (const question of answered) {
    const result = await library.search(question.question, HITS);
    const articles = [...new Set(result.hits.map(({ article }) => article.id))].slice(0, FIRST);
    add(articles.some((id) => isGold(question, id)) ? 'found' : 'lost', result);
  }
  for (const { question, kind } of foreign) add(kind, await library.search(question, HITS));
  return found;
}
