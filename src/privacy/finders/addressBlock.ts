const arabic = '[1-9][0-9]{0,4}';
const kanji = '[一二三四五六七八九十百千][〇一二三四五六七八九十百千]{0,5}';
const unit = '(?:丁目|番地|番|号(?!室|棟|館)|地割)?';
const moreArabic = `(?: ?-? ?の?${arabic}${unit})`;
/** Without blanks, and only after kanji numerals: 「3番地 五十嵐」 goes on with a name. */
const moreKanji = `(?:-?の?${kanji}${unit})`;

/** 1丁目2番3号, 三丁目2-5, 十二番地の三, 5番6号, 第3地割45: the words make it an address. */
const spelled = [
  `第?${arabic}(?:丁目|丁|番地|地割)${moreArabic}{0,4}`,
  `第?${kanji}(?:丁目|丁|番地|地割)(?:${moreArabic}{1,4}|${moreKanji}{0,4})`,
  `${arabic}番町? ?(?:の|-)? ?${arabic}(?:番 ?${arabic})?号?(?: ?-? ?[0-9]{1,4})?`,
  `${kanji}番の?${kanji}号?`,
].join('|');
/** 1-2-3, 12-3, 1の2の3. */
const hyphened = `${arabic}(?: ?- ?[0-9]{1,4}|の[0-9]{1,4}){1,4}(?:号(?!室|棟|館))?`;

/** The numbers of an address. Named groups tell how much the numbers themselves say. */
export const addressBlock = new RegExp(
  `(?<![0-9〇一二三四五六七八九十百千第-]|[0-9][.,])(?:(?<spelled>${spelled})|(?<hyphened>${hyphened}))(?![0-9]|[-/.:][0-9]| ?[年円%])`,
  'gu',
);

const name = '[\\p{sc=Han}ァ-ヴーA-Za-z0-9・]';
const kinds =
  'コーポ|ハイツ|メゾン|マンション|アパート|荘|ビル|タワー|レジデンス|団地|住宅|ハウス|パレス|ヴィラ|コート|プラザ|寮|庁舎|ハイム|パーク|ガーデン|シャトー|カーサ|フラット|ホーム|館|苑';
const room =
  '(?:[A-Z]?-?[0-9]{1,5}(?:号室|号棟|号|室|階|F)(?: ?[A-Z]?-?[0-9]{1,5}(?:号室|号|室)?)?|[A-Z]?-?[0-9]{3,5}(?![0-9-]|[年月円]))';
const noBuilding = '(?!(?:電話|携帯|連絡先|内線|直通|郵便|生年月日|氏名|番号|TEL|Tel|FAX|Fax))';

/** Building and room after the numbers: a name with its room, a name of a building's kind, or a room alone. */
export const building = new RegExp(
  [
    ` ?${noBuilding}(?:(?<= )[ぁ-ん]{1,8})?(?:${name}{0,16}(?:${kinds})${name}{0,12}?)(?: ?${room}|(?=[ 、。,.)\\]」\\n]|$|[ぁ-ん]))`,
    ` ?${noBuilding}(?:${name}{0,16}?[^0-9\\s-])?[0-9]{1,5}(?:号室|号棟|階|F)(?: ?[0-9]{1,5}号室)?`,
    '-[0-9]{1,4}号室',
  ].join('|'),
  'uy',
);
