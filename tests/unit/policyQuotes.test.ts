import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { chooseQuotes } from '../../src/policy/quotes.ts';
import { givesWhatIsAsked } from '../../src/policy/quoting/answerKinds.ts';
import { bookOf, leave, travel } from './policyFixtures.ts';

const duties = bookOf('架空市公印規程', [
  ['第1条', '目的', ['この規程は、公印の保管、使用その他公印に関し必要な事項を定めることを目的とする。']],
  [
    '第4条',
    '公印の使用',
    [
      '公印を使用しようとする者は、決裁文書を添えて総務課長に申し出なければならない。急を要するものは、この限りでない。ただし、事後に総務課長へ報告するものとする。',
      '２　次の各号のいずれかに該当する文書には、公印を省略することができる。',
      '(1)　庁内の照会文書',
      '(2)　軽易な通知',
    ],
  ],
  ['第5条', '公印の持出し', ['公印は、庁外に持ち出してはならない。複製の作成も、同様とする。']],
]);

describe('モデルなしの引用', () => {
  let library: RuleLibrary;
  beforeAll(async () => {
    library = await buildLibrary([leave, travel, duties]);
  });
  const quotes = async (question: string) => chooseQuotes(question, (await library.search(question, 30)).hits);

  it('質問に答える項の文を、ただし書とともに引く', async () => {
    const [first] = await quotes('有休は何日前までに届け出る？');
    expect(first?.citation).toMatchObject({ clause: 'p1', document: '架空市職員の休暇に関する規程' });
    expect(first?.citation.quote).toMatch(/^職員は、.*ただし、急病.*できる。$/);
  });

  it('引用は必ず条の原文の一続きで、三つまで', async () => {
    for (const question of ['有休は何日？', '宿泊料はいくらまで', '公印はいつ省略できますか', '復命書の期限']) {
      const found = await quotes(question);
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThanOrEqual(3);
      for (const { text, citation } of found) {
        expect(citation.articleText).toContain(citation.quote);
        expect(citation.quote).not.toMatch(/^(?:[２-９]　|\(\d\))/);
        expect(text).not.toContain('\n');
      }
    }
  });

  it('金額を聞かれたら金額のある項を選ぶ', async () => {
    expect((await quotes('特別区の宿泊料はいくら？'))[0]?.citation.quote).toBe(
      '特別区に宿泊するときは、１万５千円とする。',
    );
  });

  it('号を引くときは、それを導く文も含める', async () => {
    const found = await quotes('庁内の照会文書には公印がいる？');
    expect(found[0]?.citation.quote).toBe(
      '次の各号のいずれかに該当する文書には、公印を省略することができる。\n(1)　庁内の照会文書',
    );
    expect(found[0]?.text).toBe('次の各号のいずれかに該当する文書には、公印を省略することができる。庁内の照会文書');
  });

  it('「次の各号」と述べる文は、すべての号とともに引き、号の区切りを残す', async () => {
    const found = (await quotes('公印を省略することができるのは')).find(({ citation }) => citation.clause === 'p2');
    expect(found?.citation.quote).toMatch(/省略することができる。\n\(1\)　庁内の照会文書\n\(2\)　軽易な通知$/);
    expect(found?.text).toMatch(/できる。　\(1\)　庁内の照会文書　\(2\)　軽易な通知$/);
  });

  it('「同様とする」だけの文は、何と同様かを述べる文とともに引く', async () => {
    const [found] = await quotes('公印の複製を作成してもよいか');
    expect(found?.citation.quote).toBe('公印は、庁外に持ち出してはならない。複製の作成も、同様とする。');
  });

  it('条を名指しで聞かれたら、その条を第1項から順に引く', async () => {
    const found = await quotes('休暇規程の第12条を教えて');
    expect(found.map(({ citation }) => citation.label)).toEqual(['第12条第1項', '第12条第2項', '第12条第3項']);
  });

  it('項まで名指しで聞かれたら、その項だけを引く', async () => {
    const found = await quotes('公印規程第４条第２項');
    expect(found.map(({ citation }) => citation.label)).toEqual(['第4条第2項']);
  });

  it('名指しした条について問われたら、その条の中から引く', async () => {
    const found = await quotes('公印規程第4条で、急を要するものはどうなりますか');
    expect(found.length).toBeGreaterThan(0);
    for (const { citation } of found) expect(citation.label).toMatch(/^第4条/);
  });

  it('規程の目的を述べるだけの条より、定めのある条を引く', async () => {
    expect((await quotes('公印を使用したい'))[0]?.citation.label).toMatch(/^第4条/);
  });

  it('何も見つからなければ何も引かない', async () => {
    expect(await chooseQuotes('有休', [])).toEqual([]);
  });
});

describe('質問が求めるもの', () => {
  it.each([
    ['いつまでに出す？', '５日以内に提出する。', '提出しなければならない。'],
    ['いくらまで出ますか', '一夜につき１２，０００円とする。', '宿泊料を支給する。'],
    ['USBを使ってもいいですか', '許可を受けなければ使用してはならない。', '記録媒体を保管する。'],
  ])('「%s」には「%s」のほうが答えになる', (question, better, worse) => {
    expect(givesWhatIsAsked(question, better)).toBeGreaterThan(givesWhatIsAsked(question, worse));
  });
});
