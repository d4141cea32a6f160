import { describe, expect, it } from '@jest/globals';
import { findEntities } from '../../src/privacy/findEntities.ts';
import { hasLuhnCheckDigit } from '../../src/privacy/finders/cardNumber.ts';
import { hasMyNumberCheckDigit } from '../../src/privacy/finders/myNumber.ts';
import type { EntityType } from '../../src/privacy/masking.ts';

/** What is between ⟦ and ⟧ is to be found, and nothing else. All of it is invented. */
const examples: Record<Exclude<EntityType, 'person'>, readonly string[]> = {
  phone: [
    '連絡先は⟦０９０ー１２３４ー５６７８⟧です',
    'TEL：⟦03（1234）5678⟧ FAX⟦0595-82-1111⟧（内線 2345）',
    '電話 ⟦22-1234⟧ まで',
    '携帯⟦090 1234 5678⟧、自宅⟦0985（23）1234⟧',
    '⟦+81-90-1234-5678⟧ に',
    '⟦〇九〇－一二三四－五六七八⟧',
    '⟦0120-444-113⟧',
    'お電話を⟦0312345678⟧に',
    '⟦090‐1234‐5678⟧、⟦090−1234−5678⟧',
    '⟦(042)123-4567⟧',
    '⟦090\u200b-1234-5678⟧',
  ],
  email: [
    '⟦taro.yamada+test@city.mihon.lg.jp⟧宛て',
    '⟦ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ⟧へ',
    '<⟦taro@example.jp⟧>。',
    '⟦taro(at)example.jp⟧',
  ],
  my_number: [
    'マイナンバー：⟦1234-5678-9012⟧',
    '個人番号は ⟦123456789018⟧',
    '個人番号（⟦１２３４　５６７８　９０１８⟧）',
    '番号だけ書く⟦123456789018⟧',
  ],
  card_number: [
    'クレジットカード⟦4111 1111 1111 1111⟧',
    'カード番号：⟦3782-822463-10005⟧',
    '⟦４１１１１１１１１１１１１１１１⟧',
  ],
  bank_account: [
    'みほん銀行中央支店 ⟦普通 1234567⟧',
    '⟦普通預金１２３４５６７⟧',
    '⟦（普）1234567⟧',
    '口座番号：⟦1234567⟧、口座番号は⟦7654321⟧',
    '⟦当座　0012345⟧',
    'ゆうちょ銀行 記号⟦12340 番号12345671⟧',
  ],
  address: [
    '⟦〒100-0013 東京都千代田区霞が関１－２－３⟧',
    '⟦〒100-0013\n東京都千代田区霞が関一丁目二番三号⟧',
    '住所：⟦見本市中央三丁目２番５号 コーポ見本203号室⟧',
    '住所：⟦見本市大字上野字中山1234番地の5⟧',
    '⟦東京都新宿区西新宿2−8−1⟧、⟦東京都新宿区西新宿2ー8ー1⟧',
    '⟦東京都新宿区西新宿2‐8‐1 都庁前ハイツ 501⟧',
    '⟦札幌市中央区北1条西2丁目⟧',
    '⟦横浜市中区本町6-50-10⟧に転居',
    '⟦つくば市研究学園一丁目1番地1⟧',
    '⟦岩手県一関市大東町第3地割45番地2⟧',
    '⟦京都府京都市上京区下立売通新町西入薮ノ内町85番地4⟧',
    '⟦西粟倉村影石33番地1⟧在住',
    '⟦東京都港区六本木6丁目10番1号 六本木ヒルズ森タワー 12階⟧',
    '⟦見本市中央1-2-3-405⟧、⟦見本市中央1-2-3 メゾン中央A棟201号⟧',
    '住所は⟦東京都千代田区霞が関⟧です',
    '申請者は⟦見本市中央12番地8⟧の佐藤',
    '⟦三重県松阪市川井町772番地10⟧にある公立図書館',
    '宛先 ⟦見本市中央３番地５⟧ 五十嵐花子 様',
    '⟦見本市中央1番町2番3号⟧、⟦見本市中央１丁目２の３⟧',
    '転居前：⟦東京都八王子市元本郷町三丁目24番1号⟧→転居後：⟦見本市みなとみらい2-3-1⟧',
    '⟦石川県金沢市広坂1丁目1番1号⟧と⟦富山市新桜町7番38号⟧',
    '⟦見本市中央３－５－８　メゾン・ド・ミホン１０２⟧',
  ],
  birth_date: [
    '生年月日：⟦昭和55年3月2日⟧',
    '⟦昭和55年3月2日⟧生、⟦S55.3.2⟧生まれ',
    '⟦平成元年十二月三日⟧生まれ',
    '生年月日（⟦1980/03/02⟧）',
    '⟦1980年（昭和55年）3月2日⟧生まれ',
    '生年月日は⟦昭和五十五年三月二日⟧',
    '生年月日 ⟦19800302⟧',
  ],
  id_number: [
    '被保険者番号：⟦12345678⟧',
    '受給者番号⟦第123456号⟧',
    '運転免許証番号⟦第301234567890号⟧',
    '整理番号 ⟦A-00123⟧',
    '基礎年金番号は⟦1234-567890⟧',
    '住民票コード ⟦12345678901⟧',
    '旅券番号：⟦TK1234567⟧、在留カード⟦AB12345678CD⟧を確認',
    '被保険者証記号・番号：⟦12-345⟧',
    '児童扶養手当証書番号：⟦第1234号⟧',
    '宛名番号：⟦0001234567⟧、世帯番号：⟦0012345⟧',
  ],
};

const nothingPersonal = [
  '第12条第2項の規定により、令和7年4月1日から施行する。',
  '予算額1,234,567円、人口123456789018人',
  '電話で問い合わせる。電話番号、住所及び生年月日を記載する。',
  '文書番号は総第123号、議案第12号から第15号まで',
  '平成30年4月1日以前に生まれた者は、昭和55年3月2日生活保護法の適用を受けた。',
  '見本市立小学校3-2組、見本市議会2025-04-01',
  '法人番号 1234567890123、登録番号 T1234567890123、123456789012円',
  '9:00-17:30、会議室3-2、1丁目の工事、一番大きい市区町村で二番目',
  '人口12-15歳 見本市で3-5人',
  'ver 1.2.3-4 https://example.jp/a/1-2-3 ISBN 978-4-00-000000-0',
  '一二三四五六七八九十百千万',
  '別表第1（第3条関係）1-2-3、国道1号線の2-3工区、0.12-0.34の範囲、被保険者は1-2割負担',
  '令和7年11月22日 14時00分〜15時30分 見本市役所3階302会議室、会計年度任用職員（月額212,345円、12名）',
];

describe.each(Object.keys(examples) as (keyof typeof examples)[])('%s', (type) => {
  it.each(examples[type].map((example) => [example]))('%s', (example) => {
    const text = example.replace(/[⟦⟧]/g, '');
    const marked = [...example.matchAll(/⟦([^⟧]+)⟧/g)].map(([, inside]) => ({ type, text: inside }));
    const found = findEntities(text);
    expect(found.map((entity) => ({ type: entity.type, text: entity.text }))).toEqual(marked);
    for (const { start, end, text: inside } of found) expect(text.slice(start, end)).toBe(inside);
  });
});

describe('what is not personal', () => {
  it.each(nothingPersonal)('「%s」には何も見つけない', (text) => {
    expect(findEntities(text)).toEqual([]);
  });
});

describe('entities together', () => {
  it('一つの申請書から、種類ごとに、重ならずに見つける', () => {
    const text =
      '申請者：〒100-0013 東京都千代田区霞が関1-2-3 電話03-1234-5678 メール：a@example.jp 生年月日：S55.3.2 口座：普通 1234567';
    const found = findEntities(text);
    expect(found.map(({ type }) => type)).toEqual(['address', 'phone', 'email', 'birth_date', 'bank_account']);
    for (const [at, { start }] of found.entries()) expect(start).toBeGreaterThanOrEqual(found[at - 1]?.end ?? 0);
  });

  it('4バイト文字や組文字の後でも、位置がずれない', () => {
    const text = '𠮷野家㈱ﾊﾞ㍿👨‍👩‍👧の090-1234-5678へ';
    expect(findEntities(text)).toEqual([{ start: 17, end: 30, type: 'phone', text: '090-1234-5678' }]);
  });

  it('渡された見つけ方だけを使う', () => {
    const names = findEntities('佐藤様 090-1234-5678', [() => [{ start: 0, end: 2, type: 'person' }]]);
    expect(names).toEqual([{ start: 0, end: 2, type: 'person', text: '佐藤' }]);
  });

  it('重なるものは、見えたところをすべて含む一つにまとめる', () => {
    const merged = findEntities('あいうえお', [
      () => [{ start: 0, end: 2, type: 'person' }],
      () => [{ start: 1, end: 4, type: 'address' }],
    ]);
    expect(merged).toEqual([{ start: 0, end: 4, type: 'address', text: 'あいうえ' }]);
  });
});

describe('check digits', () => {
  it('個人番号の検査用数字を確かめる', () => {
    expect(hasMyNumberCheckDigit('123456789018')).toBe(true);
    for (const last of '012345679') expect(hasMyNumberCheckDigit(`12345678901${last}`)).toBe(false);
  });

  it('カード番号の検査数字を確かめる', () => {
    expect(hasLuhnCheckDigit('4111111111111111')).toBe(true);
    expect(hasLuhnCheckDigit('4111111111111112')).toBe(false);
    expect(hasLuhnCheckDigit('378282246310005')).toBe(true);
  });
});
