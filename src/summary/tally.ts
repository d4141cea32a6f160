/** What happened to the items of a summary while they were compared with the text. */
export type Outcome = 'order' | 'untraced' | 'marked' | 'struck' | 'cleared' | 'repeated' | 'double';

export interface Tally {
  add(outcome: Outcome): void;
  /** Counts an item that is left out. */
  drop(outcome: Outcome): [];
  /** For the reader; nothing where nothing is worth a word. */
  sentences(): string[];
}

const wording: Readonly<Record<Outcome, ((count: number) => string) | undefined>> = {
  order: () => '本文中に、AIへの指示と見られる文がありました。指示には従わず、要約にも含めていません。',
  untraced: (count) => `原文に根拠となる文が見つからない項目を${count}件除きました。`,
  marked: (count) =>
    `数値、日付、名称などが原文と一致しない箇所が、${count}件の文にあります。印の箇所を確認してください。`,
  struck: (count) =>
    `原文と一致しない決定事項・宿題を${count}件除きました。原文を確認し、正しければ書き加えてください。`,
  cleared: (count) => `宿題のうち${count}件は、担当者又は期限を原文で確認できないため、空欄にしました。`,
  repeated: () => '要約が原文の繰り返しになったため、原文から重要な文を抜き出しました。',
  double: undefined,
};

/** Nothing was found yet. */
export function createTally(): Tally {
  const counts = new Map<Outcome, number>();
  const add = (outcome: Outcome): void => {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  };
  return {
    add,
    drop: (outcome) => {
      add(outcome);
      return [];
    },
    sentences: () => [...counts].flatMap(([outcome, count]) => wording[outcome]?.(count) ?? []),
  };
}
