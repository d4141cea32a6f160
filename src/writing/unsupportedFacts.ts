/** A number with its unit, a date or a time, as it stands in a draft. */
const FACT =
  /(?:(?:令和|平成|昭和)(?:元|\d+)年(?:\d+月(?:\d+日)?)?|\d{4}年(?:\d+月(?:\d+日)?)?|\d+月\d+日|\d+日|(?:午前|午後)?\d+時(?:半|\d+分)?|\d+:\d{2}|\d[\d,]*(?:\.\d+)?\s*(?:億|万|千)?(?:円|人|名|件|回|か所|箇所|台|部|枚|歳|%|パーセント|時間|日間|か月|年間))/gu;

/**
 * Dates, times, amounts and counts of a draft that stand nowhere in what the user gave: a model may have invented
 * them. Full-width and half-width digits are the same; each is named once, in the order of the draft.
 */
export function unsupportedFacts(draft: string, given: readonly string[]): readonly string[] {
  const known = plain(given.join('\n'));
  const found = [...plain(draft).matchAll(FACT)].map(([fact]) => fact);
  return [...new Set(found)].filter((fact) => !known.includes(fact));
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s,]/g, '');
}
