import { isQuestion, shown } from './sentenceKind.ts';

/** A sentence of the task, as the cues read it. */
export interface Said {
  readonly id: string;
  readonly text: string;
  readonly speaker?: string;
}

export interface Decision {
  readonly text: string;
  readonly sentence: string;
}

/** What may follow a predicate without changing what it says. */
const tail =
  '(?:と(?:思い|存じ|考え)(?:ます|て(?:おり|い)ます)|もの(?:です|とします|でございます)|ところです|次第です|ので(?:す)?|ということで(?:す|ございます)?|とのことです|旨(?:です)?|ね|よ|な)?[。．！!」』）)]*';
const end = `${tail}(?:$|(?=[（(【]))`;
/** End of the sentence, or of a clause that another one follows: 「決定し、」 */
const did =
  '(?:(?:いた)?(?:し(?:た|ました|ます)|する|します)|され(?:た|ました)|となっ(?:た|ています)|となりました|です|でした)';
const doing = '(?:(?:いた)?し|しまして|され(?:まして)?|となり)(?=、)';

const cues: readonly RegExp[] = [
  // 〜することとした／します／いたします／に決めた; not the 〜することとされている of a rule.
  new RegExp(
    `(?:こと|もの|ない)(?:に|と)(?:(?:いた)?し(?:た|ました|ます)|する|いたしたい|したい|なった|なりました|決(?:まった|まりました|した|しました|めた|めました))${end}`,
    'u',
  ),
  /(?:こと|もの)(?:に|と)(?:(?:いた)?し|なり|決し)(?=、)/u,
  new RegExp(
    `(?:に|と|を|は|が|で|のとおり|通り)?(?:正式に|本日)?(?:決定|決議|議決|可決|否決|承認|採択|不採択|了承|同意|合意|認定|内定|確定|選任|選出|指名)(?:を?${did}|を得(?:た|ました)|が得られ(?:た|ました)|をいただ(?:いた|きました)|すべきもの(?:と|で).*)${end}`,
    'u',
  ),
  new RegExp(
    `(?:に|と|を|は|が|で|のとおり|通り)(?:決定|決議|議決|可決|否決|承認|採択|了承|同意|合意|確定)(?:を?${doing}|を得(?:て)?(?=、))`,
    'u',
  ),
  new RegExp(`(?:決し|決まり|決まっ|決め)(?:た|ました|ます)${end}`, 'u'),
  /(?:さよう|左様|そのように|そのとおり|原案のとおり)(?:に)?(?:決定|決し|決する|取り計ら|取り扱|可決)/u,
  /(?:異議なし|異議ないもの|御異議がないもの|ご異議がないもの|異議がない)(?:と|で).{0,6}(?:認め|決|承認|了承)/u,
  new RegExp(
    `(?:継続(?:審査|審議|協議|検討|調査)|保留|次回(?:の(?:会議|委員会|議会))?(?:に|へ|で)?(?:改めて)?(?:持ち越し|継続|再度|再協議|再検討))(?:と|に)?(?:は?(?:いた)?(?:し|する|します|した|しました|となった|となりました))?${end}`,
    'u',
  ),
  /(?:とする|という|との|する|の)?(?:方針|方向)(?:と|で)(?:(?:いた)?(?:する|した|します|しました)|決定|確認|合意|一致|進め(?:る|た|ます))/u,
  new RegExp(
    `(?:実施|中止|延期|廃止|変更|継続|採用|見送り|存続|統合|凍結|却下|取下げ|取りやめ)(?:と|に)(?:いたします|します|しました|した|なった|なりました)${end}`,
    'u',
  ),
  /(?:案|方向|方針|形|方法|日程|内容|とおり|通り|それ|これ|日|時|円|人)で(?:、)?(?:進め(?:ます|ましょう|る|ることで)|いき(?:ます|ましょう)|行き(?:ます|ましょう)|確定|決まり|決定|お願い(?:いた)?します|まとま)/u,
  new RegExp(
    `^(?:では|じゃあ?|それでは)[、,].{2,60}(?:に|と|で)(?:しましょう|します|いたします|決めます|決まりです)${end}`,
    'u',
  ),
];

/** What takes a decision back, or says that it is still open. */
const undecided =
  /(?:決定|合意|結論|了承|承認|同意|決着)(?:に|を|が|は|まで|には|までは)*(?:至ら|至って(?:い|おり)(?:な|ませ)|得られ(?:な|ず|ま)|出(?:な|ず|て(?:い|おり)な|ませ)|でき(?:な|ず|ませ))|(?:まだ|未だ|いまだ).{0,20}(?:決|未定)|決ま(?:ら|って(?:は)?(?:い)?(?:な|ませ)|っており?ませ)|決めて(?:い|おり)?(?:な|ませ)|(?:決定|決め|承認|可決)(?:した|され)(?:の|わけ)では(?:ない|あり|ござい)|(?:決定|承認|確定)(?:し|され)て(?:は)?(?:い|おり)(?:な|ませ)|未(?:定|決定)です/u;
/** Continuing to discuss is a decision, though nothing else was decided. */
const continued = /継続(?:審査|審議|協議|検討|調査)(?:と|に)/u;
/** 「〜した場合」「〜したいと考えており」: supposed, wished, told of another time. */
const supposed =
  /(?:場合(?:は|に|、)|仮に|もし|とすれば|としたら|べきではない(?:か|でしょう)|(?:昨年度?|前年度?|前回|先月|以前|過去)(?:の|に|は|から).{0,30}(?:決定|承認|可決|了承)(?:され|し)(?:た|ました)|(?:決定|承認|可決)(?:され|し)て(?:い|おり)ます)/u;
/** Says that it was so decided, but not what. */
const bare =
  /^(?:(?:それでは|では|よって|なお|御?異議が?(?:ない|なし)|ご異議が?(?:ない|なし)|挙手(?:全員|多数)|起立(?:全員|多数)|賛成(?:全員|多数)|全員賛成|全会一致)[^。]{0,14}?[、。]?\s*)*(?:本(?:件|案|議案)は、?)?(?:異議なしと認め(?:ます)?(?:、)?|さよう|左様|そのように|御?異議(?:が)?な|ご異議(?:が)?な).{0,30}$/u;
const proposition =
  /^(.{6,160}?)(?:ことに|ことで|ことと|として|もので|ものと)(?:した|いたした|し|いたし|決定し|決し)?.{0,16}?(?:御?異議|ご異議|よろしい|いかが|賛成の|賛成する)/u;
/** How far back the question stands that a bare decision answers. */
const reach = 6;

/** True where the sentence itself says that something was decided. */
export function decides(text: string): boolean {
  const plain = shown(text);
  if (isQuestion(plain)) return false;
  if (undecided.test(plain) && !continued.test(plain)) return false;
  if (supposed.test(plain)) return false;
  return cues.some((cue) => cue.test(plain));
}

/**
 * Decisions by the phrases in which minutes word them. A bare 「異議なしと認め、さよう決定しました」 takes its matter
 * from the question put before it.
 */
export function decisions(said: readonly Said[]): Decision[] {
  const found: Decision[] = [];
  let underHeading = false;
  said.forEach((sentence, index) => {
    const plain = shown(sentence.text);
    if (
      plain.length <= 16 &&
      /^[【［[〔（(]?(?:決定|合意|承認)(?:した)?(?:事項|内容)?[】］\]〕）)：:]*$/u.test(plain)
    ) {
      underHeading = true;
      return;
    }
    if (underHeading && (plain === sentence.text.trim() || plain.length < 6)) underHeading = false;
    if (!underHeading && !decides(sentence.text)) return;
    const matter = bare.test(plain) ? matterBefore(said, index) : undefined;
    if (bare.test(plain) && matter === undefined && plain.length < 30 && repeats(found, said, index)) return;
    found.push({ text: matter ?? plain, sentence: sentence.id });
  });
  return found;
}

function matterBefore(said: readonly Said[], index: number): string | undefined {
  for (let back = 1; back <= reach; back++) {
    const match = proposition.exec(shown(said[index - back]?.text ?? ''));
    if (match?.[1])
      return `${match[1].replace(/^(?:それでは|では|お諮りします|お諮りいたします)[、。]\s*/u, '')}こと（異議なく決定）`;
  }
  return undefined;
}

/** A bare decision right after one that was already found says it a second time. */
function repeats(found: readonly Decision[], said: readonly Said[], index: number): boolean {
  const last = found.at(-1)?.sentence;
  return said.slice(Math.max(0, index - 2), index).some((sentence) => sentence.id === last);
}
