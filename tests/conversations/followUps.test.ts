import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../src/answer.ts';
import { startWholeBot } from './wholeBot.ts';

const cited = (answer: Answer) =>
  answer.parts.flatMap((part) => (part.kind === 'citations' ? part.citations.map(({ label }) => label) : []));
const listed = (answer: Answer) =>
  answer.parts.flatMap((part) => (part.kind === 'list' ? part.items.map(({ text }) => text) : []));

describe('対話の続き', () => {
  it('条件だけの続きに、前の質問の話題で答える', async () => {
    const { say } = await startWholeBot();
    await say('規程 時差出勤のB勤務の始業時刻は？');
    const answer = await say('D勤務は？');
    expect(cited(answer)).toContain('別表第1「D勤務」の項');
    expect(listed(answer).join()).toContain('始業時刻：午前9時30分');
  });

  it('「それは何条？」に、前の答えの条を示し、その原文を引く', async () => {
    const { say } = await startWholeBot();
    const before = await say('規程 年次有給休暇は何時間単位で取れますか');
    const answer = await say('規程 それは何条？');
    expect(cited(answer)).toEqual(cited(before).slice(0, cited(answer).length));
    expect(listed(answer)[0]).toMatch(/^見本市職員の勤務時間、休暇等に関する規程の第13条.*です。$/);
  });

  it('「もっと詳しく」に、前の答えの条を項の順にすべて示す', async () => {
    const { say } = await startWholeBot();
    await say('規程 年次有給休暇は何時間単位で取れますか');
    expect(cited(await say('規程 もっと詳しく')).slice(0, 2)).toEqual(['第13条第1項', '第13条第2項']);
  });

  it('続きの続きにも、解釈した質問をもとに答える', async () => {
    const { say, history } = await startWholeBot();
    await say('規程 時差出勤のB勤務の始業時刻は？');
    await say('規程 D勤務は？');
    await say('規程 E勤務なら？');
    const { turns } = await history.page('room', 1);
    expect(turns[0]?.asked).toBe('E勤務なら？');
    expect(turns[0]?.memory.question).toBe('時差出勤のE勤務の始業時刻は？');
    expect(turns[0]?.answered).toContain('午前10時30分');
  });

  it('新しい話題には、前の話題がなかったかのように答える', async () => {
    const question = '規程 在宅勤務は週に何日までできますか';
    const alone = await (await startWholeBot()).say(question);
    const { say } = await startWholeBot();
    await say('規程 部長の県外出張の日当はいくら？');
    expect(cited(await say(question))).toEqual(cited(alone));
  });

  it('答えに引いた条文が参照する規定と、用語の定義が、開けば読める', async () => {
    const { say } = await startWholeBot();
    const answer = await say('規程 年次有給休暇は前日の何時までに請求する？');
    const lists = answer.parts.flatMap((part) => (part.kind === 'list' && part.title !== undefined ? [part] : []));
    const terms = lists.find(({ title }) => title === '用語の定義');
    expect(terms?.items.map(({ text }) => text).join()).toContain('「勤務管理システム」');
    expect(terms?.items[0]?.source?.quote).toMatch(/をいう。$|とする。$/);
  });
});
