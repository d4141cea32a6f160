const REFERS_BACK =
  /^(?:では|じゃあ|それ|その|この場合|ちなみに|あと|また|さらに|同じ)|(?:の場合|だったら|なら|については|について|のとき|のほう|は)[？?]?$/u;
const SHORT_CHARACTERS = 24;

/**
 * The question with what it refers back to: 「会計年度任用職員の場合は？」 is searched together with the question before
 * it. A question that stands by itself stays as it is.
 */
export function withContext(question: string, earlier: readonly string[]): string {
  const before = earlier.at(-1);
  if (before === undefined || question.length > SHORT_CHARACTERS || !REFERS_BACK.test(question.trim())) return question;
  return `${before}\n${question}`;
}
