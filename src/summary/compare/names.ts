import type { Word } from '../../japanese/words.ts';
import type { NameFact, NameGroup } from './fact.ts';

const HONORIFIC = /(?:さん|氏|様|さま|君|くん|先生|殿)$/u;
const POST =
  /(?:長|長官|知事|大臣|議員|委員|監査委員|次長|主幹|主査|主任|主事|参事|補佐|書記|会長|監督|教授|弁護士|税理士|選手|首相|大統領|天皇|監|官|理事|幹事|代表|担当)$/u;
/** Parties of a contract or a procedure: they stand for each other only, and never for who speaks. */
const PARTY = /(?:[人者主士師]|[^全満定]員)$/u;
const NO_POST = /(?:延長|成長|最長|増長|身長|全長|助長|特長|冗長|波長|社団法人|器官|次官級)$/u;
const BODY =
  /(?:課|部|局|室|係|班|委員会|審議会|協議会|懇談会|検討会|部会|分科会|協会|組合|連合会|連盟|会議所|センター|公民館|図書館|博物館|美術館|体育館|会館|小学校|中学校|高校|学校|学園|大学|保育園|保育所|幼稚園|こども園|病院|庁|省|署|裁判所|銀行|会社|財団|法人|機構|公社|公団|事務所|営業所|研究所|クラブ|議会|[^機都社照立開閉再面司入退総大]会|市役所|役場|支所|本庁|党|社|庁舎|団|駅|空港|港|市|町|村|区|県|都|府|道|州|国|島|川|山|湖|丁目|地区|公園|ホール|プラザ)$/u;
const RULE =
  /(?:法|条例|規則|規程|要綱|要領|指針|ガイドライン|省令|政令|施行令|通達|憲法|協定|条約|税|保険|年金|手当|加算|補助金|交付金|給付金|基金|会計)$/u;
/** Words that name nothing by themselves, with what only points at them: 「本市」「同委員会」「各課」. */
const BARE =
  /^(?:本|当|同|各|全|両|我が|関係|該当|担当|所管|他|小|一|諸|出席|副|現|前|新|旧|当該|対象|近隣|周辺|他|民間|参加|申請)*(?:課|部|局|室|係|委員会|委員|議員|審議会|協議会|会議|議会|市議会|センター|学校|小学校|中学校|小中学校|大学|病院|会社|団体|法人|組合|協会|財団|市|町|村|区|県|都|府|道|州|国|市町村|都道府県|自治体|市区町村|島|川|山|庁舎|庁|省|署|社|法|条例|規則|規程|要綱|要領|指針|税|保険|年金|手当|加算|補助金|交付金|給付金|基金|会計|制度|職員|担当|代表|理事|官|監|党|団|駅|公園|ホール|地区|丁目|党|方法|用法|手法|文法|窓口担当|担当課|担当部署|部署|事務所|議場|省庁|官庁|部長|課長|長)$/u;
const FACILITY =
  /^(?:保育園|保育所|幼稚園|こども園|学園|公園|会館|ホール|センター|図書館|小学校|中学校|団地|病院|苑|荘|館)/u;
const CORPORATE =
  /^(?:株式会社|有限会社|合同会社|合資会社|社会福祉法人|学校法人|医療法人|宗教法人|特定非営利活動法人|NPO法人|(?:一般|公益)?(?:社団|財団)法人|独立行政法人|\(株\))|(?:株式会社|有限会社|合同会社)$/u;
const PART_OF_WORD = /^(?:接尾|サ変接続|一般|固有名詞|形容動詞語幹|ナイ形容詞語幹|副詞可能|代名詞)$/u;
const PLACEHOLDER = /【[^】]{1,8}\d+】/gu;
/** 「A社」「甲社」「B課長」 and one letter alone as in examples of tax answers. */
const LETTER =
  /(?<![A-Za-z])(?:[A-Z](?=社|氏|さん|課|部|市|町|村|県|国|店|銀行|法人|株|が|は|に|を|と|の|から|へ|及び|、)|[甲乙丙丁](?=社|氏|が|は|に|を|と|の|から|へ|、))/gu;

/**
 * The names of a sentence: placeholders of masked data, people with and without title, posts, offices, places, rules
 * and other proper nouns.
 *
 * @param text the normalized sentence
 */
export function readNames(text: string, words: readonly Word[], taken: (word: Word) => boolean): NameFact[] {
  const placeholders = [...text.matchAll(PLACEHOLDER)].map((match): NameFact => {
    const group = match[0].startsWith('【氏名') ? 'people' : 'other';
    return {
      kind: 'name',
      start: match.index,
      end: match.index + match[0].length,
      group,
      name: match[0],
      title: '',
      proper: true,
    };
  });
  const letters = [...text.matchAll(LETTER)].map(
    (match): NameFact => ({
      kind: 'name',
      start: match.index,
      end: match.index + 1,
      group: 'other',
      name: match[0],
      title: '',
      proper: true,
    }),
  );
  const inside = (word: Word): boolean =>
    taken(word) || placeholders.some(({ start, end }) => word.start >= start && word.start < end);
  return [...placeholders, ...letters, ...compounds(words, inside).flatMap((run) => namesOf(run))];
}

/** Runs of nouns that stand together without a particle. */
function compounds(words: readonly Word[], taken: (word: Word) => boolean): Word[][] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  words.forEach((word, at) => {
    const belongs =
      !taken(word) &&
      ((word.part === '名詞' &&
        PART_OF_WORD.test(word.detail) &&
        !(word.detail === '副詞可能' || word.detail === '代名詞')) ||
        (word.part === '接頭詞' && word.detail === '名詞接続') ||
        word.part === '未知語') &&
      /[\p{L}ー々]/u.test(word.surface);
    const next = words[at + 1];
    if (belongs || (!taken(word) && run.length === 0 && next !== undefined && isKanaName(word, next))) run.push(word);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  });
  return run.length > 0 ? [...runs, run] : runs;
}

/** 「つくし」 of 「つくし保育園」, in which the dictionary sees a verb. */
function isKanaName(word: Word, next: Word): boolean {
  if (!/^\p{Script=Hiragana}{2,}$/u.test(word.surface) || next.part !== '名詞' || !FACILITY.test(next.surface))
    return false;
  if (['助詞', '助動詞', '連体詞', '接続詞', '形容詞'].includes(word.part)) return false;
  return word.part !== '動詞' || (word.surface !== word.base && !/[たてで]$/u.test(word.surface));
}

function namesOf(run: readonly Word[]): NameFact[] {
  const person = personIn(run);
  const rest = person ? [run.slice(0, person.first), run.slice(person.until)].filter((part) => part.length > 0) : [run];
  return [...(person ? [person.fact] : []), ...rest.flatMap((part) => namedThing(part))];
}

/** A family name, with given name and title: 「佐藤花子委員長」. */
function personIn(
  run: readonly Word[],
): { readonly fact: NameFact; readonly first: number; readonly until: number } | undefined {
  const first = run.findIndex((word) => isPersonal(word));
  if (first < 0) return undefined;
  let until = first;
  while (isPersonal(run[until])) until++;
  const following = run.slice(until);
  const title = following.map((word) => word.surface).join('');
  const name = surface(run.slice(first, until));
  const titled = HONORIFIC.test(title) || (POST.test(title) && !NO_POST.test(title));
  // 「藤田町」 and 「山本橋」 are no people.
  if (following.length > 0 && !titled) return undefined;
  if (name.length < 2 && !titled) return undefined;
  const place = placeOf(run.slice(first));
  return {
    first,
    until: run.length,
    fact: { kind: 'name', ...place, group: 'people', name, title: title.replace(HONORIFIC, ''), proper: true },
  };
}

function isPersonal(word: Word | undefined): boolean {
  return word !== undefined && word.detail === '固有名詞' && word.subdetail[0] === '人名';
}

function namedThing(run: readonly Word[]): NameFact[] {
  const whole = surface(run);
  const honored = HONORIFIC.test(whole);
  const name = whole.replace(HONORIFIC, '').replace(CORPORATE, '');
  const corporate = CORPORATE.test(whole) && name.length >= 2;
  // What the dictionary holds for a proper noun in Latin letters or katakana may be any word.
  const known = run.some(({ subdetail }) => /^(?:人名|地域)$/u.test(subdetail[0] ?? ''));
  const foreign = !known && /^(?:[A-Za-z0-9.+-]+|[ァ-ヴー・]+)$/u.test(name);
  const proper = corporate || (!foreign && run.some((word) => word.detail === '固有名詞' && word.surface.length >= 2));
  const group = corporate ? 'body' : groupOf(name, honored, proper);
  if (group === undefined || name.length < 2 || BARE.test(name)) return [];
  return [
    {
      kind: 'name',
      ...placeOf(run),
      group,
      name,
      title: '',
      proper:
        proper ||
        honored ||
        (group === 'body' &&
          run.length >= 2 &&
          /(?:課|局|係|委員会|審議会|協議会|学校|公民館|図書館|支所|センター|議会)$/u.test(name)),
    },
  ];
}

function groupOf(name: string, honored: boolean, proper: boolean): NameGroup | undefined {
  if (honored || (POST.test(name) && !NO_POST.test(name))) return 'people';
  if (PARTY.test(name) && !RULE.test(name) && !BODY.test(name) && name.length >= 3) return 'party';
  if (RULE.test(name)) return 'rule';
  if (BODY.test(name)) return 'body';
  if (/^[A-Za-z][A-Za-z0-9.+-]+$/u.test(name)) return 'other';
  if (/^[ァ-ヴー・]{3,}$/u.test(name)) return 'katakana';
  return proper ? 'other' : undefined;
}

function placeOf(run: readonly Word[]): { readonly start: number; readonly end: number } {
  const first = run[0];
  const last = run.at(-1);
  return { start: first?.start ?? 0, end: (last?.start ?? 0) + (last?.surface.length ?? 0) };
}

function surface(run: readonly Word[]): string {
  return run.map((word) => word.surface).join('');
}
