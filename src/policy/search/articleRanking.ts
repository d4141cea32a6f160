import { givesWhatIsAsked } from '../quoting/answerKinds.ts';
import { best } from './best.ts';
import type { CitationGraph } from './citationGraph.ts';
import { mixScores } from './mixScores.ts';
import type { ReadQuestion } from './readQuestion.ts';
import type { RuleIndex } from './ruleIndex.ts';
import type { ArticleTable } from './segmentTable.ts';
import type { RankingWeights } from './weights.ts';

/** What the ranking looks at. */
export interface RankingParts {
  readonly articles: ArticleTable;
  readonly index: RuleIndex;
  readonly citations: CitationGraph;
}

/** The scores of all articles for one question by their position; 0 for those that are not to be seen. */
export interface RankedArticles {
  readonly scores: Float64Array;
  /** How near each article is by meaning; NaN where it has none. */
  readonly nearness?: Float32Array;
}

/** The first articles lend something to those they refer to. */
const LENDING = 30;
/** The first articles are opened to see whether they give what is asked for. */
const OPENED = 60;
/** 「…施行規則」 「…に関する政令」: it says how, and to whom, what another rule has laid down. */
const carriesOut = /施行(?:令|規則|規程|細則)|(?:政|省|府)令/u;

/**
 * Scores every article: its words and its meaning, mixed by the weights of the kind of question; then a little less for
 * an article of a rule that only carries out another, and a little more for one that others refer to, that one of the
 * best articles refers to, and that gives what is asked for (a period, an amount, whether it is allowed).
 * @param sees whether an article may be seen at all
 */
export class ArticleRanking {
  readonly #parts: RankingParts;
  /** 1 for each article of a rule that carries out another. */
  readonly #carriesOut: Uint8Array;

  constructor(parts: RankingParts) {
    this.#parts = parts;
    const ofDocument = new Map(parts.articles.documents.map(({ id, title }) => [id, carriesOut.test(title) ? 1 : 0]));
    this.#carriesOut = Uint8Array.from({ length: parts.articles.length }, (_, at) => {
      return ofDocument.get(parts.articles.documentAt(at)?.id ?? '') ?? 0;
    });
  }

  rank(
    question: ReadQuestion,
    cosines: Float32Array | undefined,
    weights: RankingWeights,
    sees: (position: number) => boolean,
  ): RankedArticles {
    const { index, citations } = this.#parts;
    const words = index.scoreArticles(question);
    const nearness = cosines && index.nearnessOfArticles(cosines);
    for (let at = 0; at < words.length; at++) {
      if (sees(at)) continue;
      words[at] = 0;
      if (nearness) nearness[at] = Number.NaN;
    }
    const scores = mixScores(words, nearness ?? new Float32Array(), weights.meaning);
    for (let at = 0; at < scores.length; at++) {
      const score = scores[at] ?? 0;
      if (score <= 0) continue;
      const always = weights.central * (citations.central[at] ?? 0) - weights.carriesOut * (this.#carriesOut[at] ?? 0);
      scores[at] = Math.max(0, score + always);
    }
    this.#lend(scores, weights.referredTo);
    this.#preferAnswers(question.asked, scores, weights.gives);
    return { scores, ...(nearness && { nearness }) };
  }

  /** What the best articles refer to is likely to be meant, the more so the fewer others they name. */
  #lend(scores: Float64Array, weight: number): void {
    const lent = new Map<number, number>();
    for (const position of best(scores, LENDING)) {
      const score = scores[position] ?? 0;
      const targets = this.#parts.citations.targetsOf(position);
      for (const target of targets) {
        lent.set(target, (lent.get(target) ?? 0) + (score * score) / Math.sqrt(targets.length));
      }
    }
    // An article that shares nothing with the question, or is not to be seen, stays out.
    for (const [target, sum] of lent)
      if ((scores[target] ?? 0) > 0) scores[target] = (scores[target] ?? 0) + weight * sum;
  }

  #preferAnswers(asked: string, scores: Float64Array, weight: number): void {
    for (const position of best(scores, OPENED)) {
      const text = this.#parts.articles.at(position)?.text ?? '';
      scores[position] = (scores[position] ?? 0) + weight * givesWhatIsAsked(asked, text);
    }
  }
}
