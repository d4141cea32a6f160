import { digitsOf, type Finder, spanOf } from '../finder.ts';

/** What the numbers are called that offices give to persons and households. */
const holders = [
  '被保険者(?:証|等)?(?:の)?(?:記号)?[・,、]?',
  '(?:保険証|資格確認書)(?:の)?(?:記号)?[・,、]?',
  '受給(?:者|資格者)?(?:証|者証)?(?:の)?',
  '(?:整理|宛名|世帯|個人宛名|住登外|納税者?|納付|納税通知書|通知書|証明書?|証書|受付|受理|申請|申込|交付|照会)',
  '(?:運転)?免許(?:証)?(?:の)?',
  '(?:旅券|パスポート|在留カード|特別永住者証明書|住基カード|マイナンバーカード)(?:の)?',
  '(?:基礎)?年金(?:証書|手帳)?(?:の)?',
  '(?:身体障害者|障害者|療育|精神障害者保健福祉|母子|母子健康)?手帳(?:の)?',
  '(?:職員|社員|学籍|学生|生徒|児童|患者|利用者|会員|顧客|お客様|契約者?|使用者|水栓|診察券|カルテ|資格者?|公費負担者|介護保険|雇用保険|健康保険|国民健康保険)(?:証)?(?:の)?',
].join('|');
const value = '(?:第 ?)?(?<id>[A-Z]{0,3}[- ]?[0-9][0-9A-Z]{0,19}(?:[-・][0-9A-Z]{1,12}){0,3})(?: ?号)?';
const labelled = new RegExp(
  `(?:(?:${holders})(?:番号|No\\.?|ナンバー)|住民票コード|登録者番号)(?:[(][^()\\n]{1,10}[)])?[ :はがを、\\n]{0,4}(?:No\\.? ?)?(?<value>${value})(?![0-9A-Z]| ?[円人件%])`,
  'dg',
);
/** 在留カード: two letters, eight digits, two letters; nothing else looks like it. */
const residenceCard = /(?<![0-9A-Za-z])[A-Z]{2}[0-9]{8}[A-Z]{2}(?![0-9A-Za-z])/g;
const fewestDigits = 3;

/** Numbers by which an office knows a person. Only where the text says what they are: a number alone may be anything. */
export const findIdNumbers: Finder = function* ({ digits }) {
  for (const match of digits.matchAll(labelled)) {
    if (digitsOf(match.groups?.id ?? '').length >= fewestDigits) yield spanOf(match, 'id_number');
  }
  for (const match of digits.matchAll(residenceCard)) yield spanOf(match, 'id_number');
};
