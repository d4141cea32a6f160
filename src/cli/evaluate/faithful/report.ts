import { table } from '../table.ts';
import { perturbations, rewordings } from './kinds.ts';
import type { Judged } from './measure.ts';

/** What is reported of a number of cases. */
export interface Rate {
  readonly group: string;
  readonly kind: string;
  readonly cases: number;
  readonly reported: number;
}

/** How many of each kind were reported, in the order of the kinds; the last line is all of them. */
export function ratesOf(judged: readonly Judged[], perturbed: boolean): Rate[] {
  const own = judged.filter(({ one }) => one.perturbed === perturbed);
  const rate = (group: string, kind: string, among: readonly Judged[]): Rate => ({
    group,
    kind,
    cases: among.length,
    reported: among.filter(({ findings }) => findings.length > 0).length,
  });
  const kinds = (perturbed ? perturbations : rewordings).map(({ group, name }) =>
    rate(
      group,
      name,
      own.filter(({ one }) => one.kind === name),
    ),
  );
  return [...kinds.filter(({ cases }) => cases > 0), rate('計', '', own)];
}

/** The 95 % interval of a share (Wilson 1927), which holds near 0 and 1 as well. */
export function wilsonInterval(hits: number, all: number): readonly [low: number, high: number] {
  if (all === 0) return [0, 1];
  const z = 1.96;
  const share = hits / all;
  const middle = share + z ** 2 / (2 * all);
  const half = z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  const scale = 1 + z ** 2 / all;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

const shown = (value: number): string => value.toFixed(3).replace(/^0/u, '');

function rateTable(head: string, rates: readonly Rate[]): string {
  return table(
    ['', '種類', '件数', head, '95%区間'],
    rates.map(({ group, kind, cases, reported }) => [
      group,
      kind,
      String(cases),
      shown(reported / Math.max(1, cases)),
      wilsonInterval(reported, cases).map(shown).join('～'),
    ]),
  );
}

/** The section 要約の照合 of docs/evaluation.md. */
export function faithfulSection(judged: readonly Judged[], files: readonly string[], seed: number): string[] {
  const reworded = judged.filter(({ one }) => one.reworded !== undefined);
  const found = reworded.filter(({ findings }) => findings.length > 0);
  return [
    '## 要約の照合',
    '要約の文を原文と照らし合わせる検査（`src/summary/compare/`）を、検査を作った人とは別の人が作った文で測ります。実在の公文書の文を1か所だけ書き換えた文（変えた文）と、意味を変えずに短くした・言い換えた文（変えていない文）を、種類ごとに同じ数ずつ作り、何かを指摘した割合を数えます。どの文も、要約と同じく、全文と、もとになった文の位置を渡して照らし合わせます。',
    '```\nnpm run evaluate -- --faithful --texts 文書ファイル…\n```',
    `使った文書：${files.join('、')}、乱数の種：${seed}`,
    '### 変えた文：見つけた割合（多いほどよい。目標 .95以上）',
    rateTable('見つけた割合', ratesOf(judged, true)),
    `このうち、書き換えたうえに短くした・言い換えた文は${reworded.length}件で、見つけた割合は${shown(found.length / Math.max(1, reworded.length))}です。`,
    '### 変えていない文：誤って指摘した割合（少ないほどよい。目標 .05以下）',
    rateTable('誤って指摘した割合', ratesOf(judged, false)),
  ];
}
