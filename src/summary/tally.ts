/** What happened to the items of a summary while they were compared with the text. */
export type Finding =
  | 'order'
  | 'untraced'
  | 'struckSentence'
  | 'replaced'
  | 'struck'
  | 'cleared'
  | 'repeated'
  | 'double';

export interface Tally {
  add(finding: Finding): void;
  /** Counts an item that is left out. */
  drop(finding: Finding): [];
  /** For the reader; nothing where nothing is worth a word. */
  sentences(): string[];
}

const wording: Readonly<Record<Finding, ((count: number) => string) | undefined>> = {
  order: () => '本文中に、AIへの指示と見られる文がありました。指示には従わず、要約にも含めていません。',
  untraced: (count) => `原文に根拠となる文が見つからない項目を${count}件除きました。`,
  replaced: (count) => `数値、日付、名称などが原文と一致しない項目が${count}件あったため、原文の文に置き換えました。`,
  struck: (count) => `原文と一致しない決定事項・宿題を${count}件除きました。原文を確認してください。`,
  cleared: (count) => `宿題のうち${count}件は、担当者又は期限を原文で確認できないため、空欄にしました。`,
  repeated: () => '要約が原文の繰り返しになったため、原文から重要な文を抜き出しました。',
  struckSentence: (count) => `要約の文のうち${count}件は、数値、日付、名称などが原文と一致しないため除きました。`,
  double: undefined,
};

/** Nothing was found yet. */
export function createTally(): Tally {
  const counts = new Map<Finding, number>();
  const add = (finding: Finding): void => {
    counts.set(finding, (counts.get(finding) ?? 0) + 1);
  };
  return {
    add,
    drop: (finding) => {
      add(finding);
      return [];
    },
    sentences: () => [...counts].flatMap(([finding, count]) => wording[finding]?.(count) ?? []),
  };
}
