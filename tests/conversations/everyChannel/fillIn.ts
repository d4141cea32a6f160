/**
 * Answers the questions of a form one after another, as a person at a channel without cards does: the values by the
 * labels that the questions name, 「省略」 for the others, and yes at the end.
 */
export async function fillIn(
  values: Readonly<Record<string, string>>,
  question: string,
  say: (text: string) => Promise<string>,
  confirm: () => Promise<string>,
): Promise<string> {
  let asked = question;
  for (let steps = 0; steps < 40; steps++) {
    const label = /質問\d+／\d+　(.+?)（(?:必須|任意)/u.exec(asked)?.[1];
    if (label === undefined) return confirm();
    asked = await say(values[label] ?? '省略');
  }
  throw new Error(`the form has no end: ${asked}`);
}
