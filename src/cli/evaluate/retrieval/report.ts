import { evidenceModels } from '../../../policy/search/evidenceModels.ts';
import { table } from '../table.ts';
import type { StepRanks } from './measureSet.ts';
import type { Sureness } from './refusal.ts';
import { gainInterval, hitRate, type Ranks } from './scores.ts';

const share = (value: number) => value.toFixed(3).replace(/^0/, '');
const signed = (value: number) => `${value < 0 ? '−' : '+'}${share(Math.abs(value))}`;

/** The steps of one set with what each brought beside the one before. */
export function rankingTable(ranks: readonly StepRanks[]): string {
  const hasClauses = ranks.some(({ clauses }) => clauses.length > 0);
  const head = [
    '',
    '1位',
    '5位以内',
    '5位以内の増分（95%区間）',
    ...(hasClauses ? ['条項5位以内'] : []),
    '1問 p50／p95（ミリ秒）',
  ];
  const rows = ranks.map((step, at) => [
    step.name,
    share(hitRate(step.articles, 1)),
    share(hitRate(step.articles, 5)),
    at === 0 ? '' : gain(ranks[at - 1]?.articles ?? [], step.articles),
    ...(hasClauses ? [step.clauses.length === 0 ? '' : share(hitRate(step.clauses, 5))] : []),
    `${percentile(step.ms, 0.5)}／${percentile(step.ms, 0.95)}`,
  ]);
  return table(head, rows);
}

function gain(before: Ranks, after: Ranks): string {
  const [low, high] = gainInterval(before, after, 5);
  return `${signed(hitRate(after, 5) - hitRate(before, 5))}（${signed(low)}～${signed(high)}）`;
}

function percentile(values: readonly number[], part: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  return (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(0);
}

/** Shares of questions answered and refused, by their kind. */
export function refusalTable(measured: readonly Sureness[]): string {
  const kinds = [...new Set(measured.map(({ kind }) => kind))].sort();
  const rows = kinds.map((kind) => {
    const own = measured.filter((one) => one.kind === kind);
    const part = (held: (one: Sureness) => boolean) => share(own.filter(held).length / own.length);
    return [
      kind,
      String(own.length),
      part(({ answerable }) => answerable),
      part(({ answerable }) => !answerable),
      part(({ plausible }) => plausible),
    ];
  });
  return table(['質問の種類', '件数', '条文を示して答えた', '答えを控えた', '言語モデルに読ませる'], rows);
}

const kindNames = { sentence: '短い文', long: '長い文（120字以上）', caption: '語の並び' } as const;
const sideNames = { meaning: '意味と言葉', words: '言葉だけ' } as const;

/** The least evidence at which the rules are taken to answer, and what counts for it, as the code has them. */
export function thresholdTable(): string {
  const rows = (['meaning', 'words'] as const).flatMap((side) =>
    (['sentence', 'long', 'caption'] as const).map((kind) => {
      const { coefficients, constant, answers, asksReader } = evidenceModels[side][kind];
      const parts = Object.entries(coefficients).map(([name, weight]) => `${name} ${weight}`);
      return [
        sideNames[side],
        kindNames[kind],
        String(answers),
        String(asksReader),
        `${parts.join('、')}、定数 ${constant}`,
      ];
    }),
  );
  return table(['検索', '質問', '条文を示す', '言語モデルに読ませる', '式（ロジスティック回帰の係数）'], rows);
}
