/** What a question can ask for, the particular before what it includes: 「いつまで」 is a deadline and no mere 「いつ」. */
const kinds: readonly (readonly [name: string, said: RegExp, includes: readonly string[]])[] = [
  ['why', /なぜ|どうして|理由/u, ['how', 'what', 'when']],
  ['amount', /いくら|何円|金額|何割|(?:上限|限度|支給|免除)額|単価/u, ['count', 'what']],
  ['period', /いつから.*いつまで|期間(?!は?何|の?上限)/u, ['deadline', 'start', 'when', 'count', 'what']],
  ['deadline', /いつまで|期限|締め?切|何日以内|何日前|何日までに/u, ['when', 'count', 'what']],
  ['start', /いつから/u, ['when']],
  ['when', /いつ|何月|何曜日|時期/u, ['what']],
  [
    'count',
    /何(?:日|年|か月|ヶ月|カ月|箇月|週間?|時間|回|人|名|社|者|文字|枚|部|通|件|台|つ|歳)|(?:日|年|回|人|文字|時間)数|どのくらい|どれくらい/u,
    ['what'],
  ],
  ['actor', /(?:誰|だれ|どの課|どこの課)が/u, ['whom', 'what']],
  ['whom', /誰|だれ|どなた|どこ|窓口|(?:報告|提出|相談|届出|申請|連絡)先/u, ['what']],
  ['how', /どう(?:す|し|やって|対応)|方法|手順|やり方|手続|流れ|対応/u, ['what']],
  ['what', /何(?!も)|なに|どんな|どのよう|どれ|とは/u, []],
];
const mustItBe = /必要|要り|要る|いりま|いる[？?]|ないと(?:いけ|だめ|ダメ|なら)|なければ|義務/u;
const isItSo = /か[？?。]*$|[？?]$|[るい]の$/u;

/** What a question asks for, by name: `deadline`, `amount`, `whether`, …; `topic` where it only names one. */
export function askedFor(question: string): string {
  const said = kinds.filter(([, words]) => words.test(question));
  const included = new Set(said.flatMap(([, , names]) => names));
  const names = said.map(([name]) => name).filter((name) => !included.has(name));
  if (names.length > 0) return names.join('+');
  if (mustItBe.test(question)) return 'must';
  return isItSo.test(question) ? 'whether' : 'topic';
}

const politeNegation = /ません?か|ないですか|ないと|なければ|いけません|いけない|なりません|ならない/gu;

/** True where a question is about what is not, or may not be: 「持ち出せない」, 「許可なしで」. */
export function isNegated(question: string): boolean {
  return /ない|ません|なし|ずに/u.test(question.replaceAll(politeNegation, ''));
}

/** The numbers of a question (in plain digits), in order of size as text; 「1年に」 counts as 「年に」. */
export function numbersIn(question: string): string {
  const numbers = question.replaceAll(/1年間?に/gu, '').match(/\d+(?:\.\d+)?/gu) ?? [];
  return numbers.sort().join(' ');
}
