import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { genreIn, genreNamed, loadGenres } from '../../src/writing/genre.ts';
import { readWish } from '../../src/writing/readWish.ts';
import { toldIn } from '../../src/writing/toldIn.ts';
import { unsupportedFacts } from '../../src/writing/unsupportedFacts.ts';

const genres = loadGenres();
const now = new Date('2026-11-22T00:00:00Z');
const genre = (name: string) => {
  const found = genreNamed(genres, name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('文書の種類', () => {
  it('求められる8種類がそろっている', () => {
    for (const name of ['あいさつ文', '通知文', 'メール', '企画書', '議会想定問答', '広報文', 'SNS', '復命書']) {
      expect(genre(name).fields.some(({ required }) => required)).toBe(true);
    }
  });

  it('IDと名前が重ならない', () => {
    const words = genres.flatMap(({ id, name, aliases }) => [id, name, ...aliases]);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });

  it.each([
    ['防災訓練の通知文を書いて', '通知文'],
    ['敬老会で市長が述べる祝辞の文案', 'あいさつ文'],
    ['業者への催促メール', 'メール'],
    ['記者会見の通知文', '通知文'],
    ['12月定例会の想定問答', '議会想定問答'],
    ['図書館の休館をSNSで知らせる投稿文', 'SNS'],
    ['先週の出張の報告書', '復命書'],
  ])('「%s」は%sを求めている', (wish, name) => {
    expect(genreIn(genres, wish)?.name).toBe(name);
  });

  it('種類の分からない文章では、決めつけない', () => {
    expect(genreIn(genres, '何か文章を作って')).toBeUndefined();
  });

  it('定義に誤りのあるファイルを、名前を挙げて断る', () => {
    const folder = mkdtempSync(join(tmpdir(), 'genres-'));
    writeFileSync(join(folder, '10-broken.yaml'), 'id: broken\nname: 壊れた種類\ntemplate: "{{x}}"\n');
    expect(() => loadGenres(folder)).toThrow(/10-broken\.yaml/);
    rmSync(folder, { recursive: true });
  });
});

describe('自由な言葉から項目を読む', () => {
  it('日時・場所・対象・期限・件名を読み取る', () => {
    const wish =
      '11月30日(日)午前9時から市役所前広場で実施する職員防災訓練の通知文を、総務部長から各課長宛てに書いて。対象は全職員。名簿は11月20日までに提出。';
    expect(readWish(genre('通知文'), wish, now)).toMatchObject({
      subject: '職員防災訓練',
      date: '11月30日(日)午前9時から',
      place: '市役所前広場',
      recipient: '各課長',
      deadline: '11月20日',
      audience: '全職員',
      sender: '総務部長',
    });
  });

  it('「場所：」のような見出しを、推測より優先する', () => {
    const values = readWish(
      genre('広報文'),
      '件名：冬の科学教室\n場所：見本市科学館\n費用：無料\n公園で開催した催しの記事',
      now,
    );
    expect(values).toMatchObject({ place: '見本市科学館', fee: '無料' });
  });

  it.each([
    [
      '通知文',
      '12月10日は全館停電になる。各課長あてに、総務課長名で知らせる。',
      { recipient: '各課長', sender: '総務課長' },
    ],
    ['あいさつ文', '敬老会で市長があいさつする。', { event: '敬老会', speaker: '市長' }],
    [
      'メール',
      '取引先の株式会社みほん測量の山田さんに、見積書の提出を11月30日までにお願いするメール',
      { recipient: '株式会社みほん測量の山田様', subject: '見積書の提出', deadline: '11月30日' },
    ],
    ['広報文', '12月6日（日）10時から市民体育館で防災訓練。参加無料。', { place: '市民体育館', fee: '無料' }],
    ['広報文', '学校給食費の無料化を来年度から始める。', { fee: undefined }],
    [
      '復命書',
      '11月10日から11日まで、東京都で開かれた研修に参加した。',
      { date: '11月10日から11日まで', place: '東京都' },
    ],
  ])('%sの「%s」から、書かれていることを読み取る', (name, wish, expected) => {
    const values = readWish(genre(name), wish, now);
    for (const [id, value] of Object.entries(expected)) expect(values[id]).toBe(value);
  });

  it('書かれていないことは、空のままにする', () => {
    expect(readWish(genre('通知文'), '通知文をお願いします', now)).toEqual({});
  });

  it('正規表現の記号を含む項目名や文章でも、止まらない', () => {
    expect(() => readWish(genre('メール'), '(*+?[\\'.repeat(200), now)).not.toThrow();
  });
});

describe('根拠のない数字', () => {
  it('入力にない日付・金額・人数を見つける', () => {
    const draft = '令和7年11月30日に、500人を集めて実施し、予算は120万円です。';
    expect(unsupportedFacts(draft, ['令和7年11月30日に実施', '参加者を募る'])).toEqual(['500人', '120万円']);
  });

  it('全角・半角や桁区切りの違いは、同じものとみなす', () => {
    expect(unsupportedFacts('予算は1,200,000円、対象は３０人です。', ['予算は１２０００００円', '対象は30人'])).toEqual(
      [],
    );
  });

  it('数字のない文案では、何も言わない', () => {
    expect(unsupportedFacts('皆さまの御健勝をお祈り申し上げます。', [])).toEqual([]);
  });
});

describe('文案に入らなかった内容', () => {
  const wish = '12月6日に市民体育館で防災訓練を行う。参加無料。広報文を書いてください。';

  it('文案が触れていない文を挙げ、書き方への注文は挙げない', () => {
    expect(toldIn('12月6日に、市民体育館で防災訓練を行います。', wish)).toEqual({ told: 2, leftOut: ['参加無料。'] });
  });

  it('言い換えても、大切な語が残っていれば入ったとみなす', () => {
    const draft = '防災訓練のお知らせ\n日時　１２月６日\n場所　市民体育館\n参加は無料です。';
    expect(toldIn(draft, wish).leftOut).toEqual([]);
  });
});
