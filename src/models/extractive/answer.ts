import { sentences } from '../../japanese/sentences.ts';
import type { Words } from '../../japanese/words.ts';
import type { AnswerResult, AnswerTask } from '../task.ts';

type Clause = AnswerTask['clauses'][number];

/** Share of the question's weight that a further clause must hold, alone and against the first one quoted. */
const enough = 0.3;
const nearBest = 0.85;
/** What a place nearer the top is worth against that share: the search knows synonyms and meaning, this room does not. */
const rankWorth = 0.8;
const mostQuoted = 3;
const longestQuote = 300;
/** Words of asking, not of the matter. */
const askingWords = new Set([
  '教える',
  '知る',
  '聞く',
  '思う',
  '場合',
  '時',
  '方',
  '必要',
  '可能',
  '何',
  'どう',
  '良い',
  'いい',
  'よい',
  'ください',
  '規程',
  '規則',
  'ルール',
  '決まり',
  '条文',
  '人',
  '自分',
  '今',
  '取る',
  '行う',
]);

/**
 * An answer made of the clauses themselves: those among the clauses given, best first, that hold the question's words,
 * each with the sentence that holds most of them and the proviso (ただし書) after it. No words are added. Empty where
 * no clause has anything of the question.
 */
export function quoteClauses(task: AnswerTask, words: Words): AnswerResult {
  const asked = questionWords(task, words);
  const weight = weigher(asked, task.clauses);
  const total = asked.reduce((sum, word) => sum + weight(word), 0);
  const rated = task.clauses
    .map((clause, rank) => {
      const share = asked.reduce((sum, word) => sum + weight(word) * holds(wholeText(clause), word), 0) / (total || 1);
      return { clause, share, score: share + rankWorth * (1 - rank / task.clauses.length) };
    })
    .filter(({ clause }) => touches(clause, asked))
    .sort((one, other) => other.score - one.score);
  const [best] = rated;
  if (!best) return { statements: [] };
  const quoted = rated.filter(
    (one) => one === best || (one.share >= enough && one.share >= best.share && one.score >= best.score * nearBest),
  );
  return {
    statements: quoted.slice(0, mostQuoted).map(({ clause }) => {
      const quote = quoteOf(clause, asked, weight);
      return { text: plain(quote), clause: clause.id, quote };
    }),
  };
}

function wholeText(clause: Clause): string {
  return `${clause.document}\n${clause.caption}\n${clause.text}`;
}

/** Anything in common at all: a word, or one of its kanji (有休 and 年次有給休暇). */
function touches(clause: Clause, asked: readonly string[]): boolean {
  const text = wholeText(clause);
  return asked.some(
    (word) => holds(text, word) > 0 || [...word].some((sign) => /\p{Script=Han}/u.test(sign) && text.includes(sign)),
  );
}

function questionWords(task: AnswerTask, words: Words): string[] {
  const own = words.contentWords(task.question).filter((word) => !askingWords.has(word));
  // 「その場合は？」 asks of what was asked before.
  const before =
    own.length <= 2 || /^(?:その|それ|この|これ|では|じゃあ)/u.test(task.question) ? (task.earlier.at(-1) ?? '') : '';
  const earlier = words.contentWords(before).filter((word) => !askingWords.has(word));
  return [...new Set([...own, ...earlier])];
}

/** A word that all the clauses hold tells them apart less than one that few hold. */
function weigher(asked: readonly string[], clauses: readonly Clause[]): (word: string) => number {
  const weights = new Map(
    asked.map((word) => {
      const holding = clauses.filter((clause) => holds(`${clause.caption}\n${clause.text}`, word) > 0.5).length;
      return [word, Math.log(1 + (clauses.length + 1) / (holding + 1)) + 0.3] as const;
    }),
  );
  return (word) => weights.get(word) ?? 0;
}

/** How much of a word a text holds, 0 to 1: all of it, its stem, or a share of a compound's pairs (有給休暇 ⊃ 休暇). */
function holds(text: string, word: string): number {
  if (text.includes(word)) return 1;
  const stem = word.replace(/\p{Script=Hiragana}{1,2}$/u, '');
  if (stem !== word && /\p{Script=Han}/u.test(stem) && text.includes(stem)) return stem.length > 1 ? 1 : 0.7;
  if (word.length < 3) return 0;
  let held = 0;
  for (let at = 0; at + 1 < word.length; at++) if (text.includes(word.slice(at, at + 2))) held++;
  const share = held / (word.length - 1);
  return share >= 0.5 ? share * 0.8 : 0;
}

/** One contiguous slice of the clause: its best sentence, and the provisos that qualify it. */
function quoteOf(clause: Clause, asked: readonly string[], weight: (word: string) => number): string {
  const parts = sentences(clause.text);
  const score = (text: string): number => asked.reduce((sum, word) => sum + weight(word) * holds(text, word), 0);
  let first = 0;
  parts.forEach((part, index) => {
    if (score(part.text) > score(parts[first]?.text ?? '') + 1e-9) first = index;
  });
  // A proviso says nothing without the sentence it qualifies.
  while (first > 0 && /^(?:ただし|この場合|なお|前段)/u.test(parts[first]?.text ?? '')) first--;
  let last = first;
  const start = parts[first]?.start ?? 0;
  while (
    /^(?:ただし|この場合)/u.test(parts[last + 1]?.text ?? '') &&
    (parts[last + 1]?.end ?? 0) - start <= longestQuote
  )
    last++;
  return clause.text.slice(start, parts[last]?.end ?? clause.text.length);
}

/** The quotation as a statement: without the number of its 項 or 号 and the line ends inside it. */
function plain(quote: string): string {
  return quote
    .replace(
      /^\s*(?:[0-9０-９]{1,3}|[（(][0-9０-９一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}|[ア-ンイロハ])[　 ]+/u,
      '',
    )
    .replace(/\s*\n\s*/gu, '')
    .trim();
}
