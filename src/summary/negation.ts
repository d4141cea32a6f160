/** Phrases with a negative form that deny nothing. */
const idioms =
  /(?:御|ご)?異議(?:が|は|も)?(?:なく|なし|ない|ありません|ございません)か?|なければ(?:なら|いけ)(?:ない|ません|ず)|なくては(?:なら|いけ)(?:ない|ません)|ざるを得(?:ない|ません)|かもしれ(?:ない|ません)|(?:ない|ません)(?:でしょう)?か|に(?:ほか|他)なら(?:ない|ません)|だけで(?:は)?なく|のみならず|少なく(?:ない|とも)|違い(?:ない|ありません)|(?:にも)?(?:かかわら|関わら|拘ら)ず|を?問わず|必ず|まず|やむを得(?:ない|ず|ません)|(?:ない|ません)(?:よう(?:に)?|ため)/gu;
const denied =
  /([一-龠々ァ-ヴー]{1,6})[ぁ-ん]{0,4}?(?:を|は|が)?(?:[しさせ]|でき|いたし|され|せられ|られ|れ|には|得)?(?:て(?:は)?(?:おり|い|お)?)?(?:ない|なかった|なく|ません|ず(?=[、に。]|$))/gu;

/**
 * What a claim affirms although its source denies it, or the other way round, by the stem of the predicate:
 * 「導入しない」 against 「導入する」. A stem that the source has in both ways proves nothing.
 */
export function reversed(claim: string, source: string): string[] {
  const said = plain(claim);
  const given = plain(source);
  const saidNot = deniedStems(said);
  const givenNot = deniedStems(given);
  const dropped = givenNot.filter((stem) => !affirms(given, stem) && affirms(said, stem) && !saidNot.includes(stem));
  const added = saidNot.filter((stem) => affirms(given, stem) && !givenNot.includes(stem));
  return [...new Set([...dropped, ...added, ...turned(said, given), ...turned(given, said)])];
}

/** A negation with the three characters before its verb's changing kana: 「対象と」 of 「対象としない」. */
const negation = /([^、。\s]{3})[ぁ-ん]{0,3}?(?:ない|なかった|なく|なけれ|ません|ず(?=[、に。]|$))/gu;

/** What `one` denies after words that `other` has only with an affirmed predicate. */
function turned(one: string, other: string): string[] {
  const denials = new Set([...other.matchAll(negation)].map((match) => match[1] ?? ''));
  const rest = other.replace(negation, '、');
  return [...one.matchAll(negation)]
    .map((match) => match[1] ?? '')
    .filter((words) => !denials.has(words) && followed(words, rest));
}

function followed(words: string, text: string): boolean {
  const at = text.indexOf(words);
  return (
    at >= 0 && /^[ぁ-ん]{0,3}(?:る|た|ます|ました|う|く|す|つ|む|ぶ|ぐ|て|れば)/u.test(text.slice(at + words.length))
  );
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(idioms, '、');
}

/** The last two characters of what is denied: 「導入」 of 「試験導入しない」. */
function deniedStems(text: string): string[] {
  return [...text.matchAll(denied)].map((match) => (match[1] ?? '').slice(-2));
}

/** True where the stem stands as a predicate that is not denied: 「導入する」「認められた」, not 「導入費」「導入の」. */
function affirms(text: string, stem: string): boolean {
  const predicate = new RegExp(
    `${stem}(?:でき|を(?:行|し|す|実施)|[がは](?:あ|ござ|可能)|[^のをはがにともでやへ、\\P{Script=Hiragana}]|。|$)`,
    'u',
  );
  return predicate.test(text.replace(denied, '、'));
}
