/** The number by which a choice of this label stands in a text. */
export function numberOf(label: string, shown: string): string {
  const line = shown.split('\n').find((one) => /^\s*\d+\. /.test(one) && one.trim().replace(/^\d+\. /, '') === label);
  const number = /^\s*(\d+)\. /.exec(line ?? '')?.[1];
  if (number === undefined) throw new Error(`no 「${label}」 in ${shown}`);
  return number;
}
