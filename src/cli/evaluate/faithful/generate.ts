import type { Case, Kind, Original, Variant } from './case.ts';
import { perturbations, rewordings } from './kinds.ts';
import type { Placed } from './originals.ts';
import { type Draws, seeded } from './seeded.ts';

export interface Plan {
  readonly seed: number;
  /** Perturbed cases of each kind, as far as the texts have them. */
  readonly perKind: number;
}

/** The rewordings that half of the cases go through as well, as a summary shortens and rewords at once. */
const alsoReworded = new Set([
  '体言止め',
  '日常の言葉',
  '単位の書き方',
  '括弧書きを省く',
  '従属節・接続語を省く',
  '敬体→常体',
  '常体→敬体',
  '漢数字→算用数字',
  '全角・桁区切り・万円',
]);

/**
 * Cases of every kind, drawn from all files in turn, no sentence twice among the perturbed nor among the faithful; as
 * many faithful ones as perturbed ones, of every kind as many as the texts allow. The same texts and seed make the same
 * cases.
 */
export function generateCases(sentences: readonly Placed[], { seed, perKind }: Plan): Case[] {
  const draws = seeded(seed);
  const perturbed = drawn(perturbations, sentences, { perKind, total: Number.POSITIVE_INFINITY }, draws, true);
  const total = perturbed.length;
  const faithful = drawn(rewordings, sentences, { perKind: total, total }, draws, false);
  return [...perturbed, ...faithful].map((one, at) => ({ ...one, id: `${one.perturbed ? 'P' : 'F'}${at + 1}` }));
}

const keyOf = ({ text, sentence }: Placed): string => `${text}:${sentence}`;

/** One case of each kind after the other, until there are enough or no kind has more. */
function drawn(
  kinds: readonly Kind[],
  sentences: readonly Placed[],
  { perKind, total }: { readonly perKind: number; readonly total: number },
  draws: Draws,
  perturbed: boolean,
): Case[] {
  const used = new Set<string>();
  const cases: Case[] = [];
  let open = kinds.map((kind) => ({ made: casesOf(kind, inTurn(sentences, draws), used, draws, perturbed), count: 0 }));
  while (open.length > 0) {
    open = open.filter((kind) => {
      if (kind.count >= perKind || cases.length >= total) return false;
      const one = kind.made.next();
      if (one.done) return false;
      cases.push(one.value);
      kind.count += 1;
      return true;
    });
  }
  const rank = new Map(kinds.map(({ name }, at) => [name, at]));
  return cases.sort((one, other) => (rank.get(one.kind) ?? 0) - (rank.get(other.kind) ?? 0));
}

function* casesOf(
  kind: Kind,
  sentences: Iterable<Placed>,
  used: Set<string>,
  draws: Draws,
  perturbed: boolean,
): Generator<Case> {
  for (const placed of sentences) {
    if (used.has(keyOf(placed))) continue;
    const variant = draws.pick(kind.change(placed.original, draws));
    if (!variant || (perturbed && variant.statement === placed.original.text)) continue;
    used.add(keyOf(placed));
    const twice = kind.name !== '原文のまま' && draws.next() < 0.5;
    const reworded = twice ? rewordedToo(placed.original, variant, kind, draws) : undefined;
    const { text, sentence, original } = placed;
    const { statement, changed } = variant;
    const made = { id: '', perturbed, group: kind.group, kind: kind.name, changed, text, sentence };
    yield { ...made, statement, original: original.text, ...reworded };
  }
}

/** Sentences in an order of chance, one of each file after the other. */
function* inTurn(sentences: readonly Placed[], draws: Draws): Generator<Placed> {
  const names = [...new Set(sentences.map(({ file }) => file))];
  const files = names.map((name) => draws.shuffled(sentences.filter(({ file }) => file === name)));
  const most = Math.max(0, ...files.map((own) => own.length));
  for (let at = 0; at < most; at++) {
    for (const own of files) {
      const placed = own[at];
      if (placed) yield placed;
    }
  }
}

/** The sentence shortened or put in another style as well; what was perturbed stays in it. */
function rewordedToo(
  original: Original,
  { statement, kept = '' }: Variant,
  { name: own }: Kind,
  draws: Draws,
): Pick<Case, 'statement' | 'reworded'> | undefined {
  const changed: Original = { ...original, text: statement, words: () => original.analyze(statement) };
  const able = rewordings.filter(({ name }) => alsoReworded.has(name) && name !== own);
  for (const kind of draws.shuffled(able)) {
    const made = draws.pick(kind.change(changed, draws));
    if (made?.statement.includes(kept)) return { statement: made.statement, reworded: kind.name };
  }
  return undefined;
}
