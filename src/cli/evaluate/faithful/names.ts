import type { Word } from '../../../japanese/words.ts';

/** Posts, offices, people and places of a text: within one class a name can stand for another. */
export type NameClass = 'post' | 'office' | 'person' | 'place' | 'organization';

export interface FoundName {
  readonly text: string;
  readonly start: number;
  readonly of: NameClass;
}

export type NamesOfText = Readonly<Record<NameClass, readonly string[]>>;

const run = '(?:[\\p{Script=Han}々ァ-ヴー]+)';
const post = new RegExp(
  `${run}?(?:課長|部長|局長|次長|室長|係長|所長|館長|委員長|議長|大臣|長官|知事|市長|町長|市町村長|署長|会長|理事長|教育長|任命権者|公証人|裁判官|検察官|校長)(?![\\p{Script=Han}々])`,
  'gu',
);
const office = new RegExp(
  `${run}(?:課|部|局|室|委員会|審議会|審査会|協会|公社|組合|機構|事務所|センター|裁判所|省|庁|連合会)(?![\\p{Script=Han}々ァ-ヴー])`,
  'gu',
);
/** Words that end like a name and point at, or gather, others. */
const pointing =
  /^(?:当該|同|各|本|当|前|他|上|内|外|両|全|一部|大部|主|その|関係|部局|細部|下部|上部|内部|外部|幹部|支部|本部|会議|国会議|委員会|事務局|会長|議長|委員長)$|^(?:当該|各|同|全|両|関係)/u;

/** The names of a sentence, left to right; longer ones before those they hold. */
export function namesIn(text: string, words: readonly Word[]): FoundName[] {
  const found: FoundName[] = [];
  const add = (name: FoundName): void => {
    const end = name.start + name.text.length;
    if (found.some((other) => name.start < other.start + other.text.length && end > other.start)) return;
    found.push(name);
  };
  for (const [pattern, of] of [
    [post, 'post'],
    [office, 'office'],
  ] as const) {
    for (const { 0: name, index } of text.matchAll(pattern)) {
      if (name.length >= 3 && name.length <= 14 && !pointing.test(name)) add({ text: name, start: index, of });
    }
  }
  for (const name of properNouns(words)) add(name);
  return found.sort((one, other) => one.start - other.start);
}

const classes: Readonly<Record<string, NameClass>> = { 人名: 'person', 地域: 'place', 組織: 'organization' };

/** A run of nouns that are all proper nouns of one class is a name (姓 and 名, 県 and 市); with another noun it is not. */
function properNouns(words: readonly Word[]): FoundName[] {
  const runs: Word[][] = [];
  words.forEach((word, at) => {
    const goesOn = words[at - 1]?.part === '名詞';
    if (word.part !== '名詞' || /^(?:さん|氏|様)$/u.test(word.surface)) return;
    if (goesOn) runs.at(-1)?.push(word);
    else runs.push([word]);
  });
  return runs.flatMap((run): FoundName[] => {
    const [first] = run;
    const of = first && classOf(first);
    const text = run.map(({ surface }) => surface).join('');
    if (!first || !of || !run.every((word) => classOf(word) === of)) return [];
    return /^[\p{Script=Han}々ァ-ヴー・]{2,}$/u.test(text) ? [{ text, start: first.start, of }] : [];
  });
}

function classOf({ detail, subdetail }: Word): NameClass | undefined {
  return detail === '固有名詞' ? classes[subdetail[0] ?? ''] : undefined;
}

/** All names of a text by class, each once. */
export function namesOfText(
  sentences: readonly { readonly text: string; readonly words: readonly Word[] }[],
): NamesOfText {
  const gathered: Record<NameClass, Set<string>> = {
    post: new Set(),
    office: new Set(),
    person: new Set(),
    place: new Set(),
    organization: new Set(),
  };
  for (const { text, words } of sentences) for (const name of namesIn(text, words)) gathered[name.of].add(name.text);
  return {
    post: [...gathered.post],
    office: [...gathered.office],
    person: [...gathered.person],
    place: [...gathered.place],
    organization: [...gathered.organization],
  };
}
