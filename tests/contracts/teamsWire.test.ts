import './againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReplyEvent } from '../../src/conversation/message.ts';
import { channelMention, type FakeConnector, personalMessage, post, startFakeConnector } from './fakeConnector.ts';
import { answer, citation, says, startTestBot, type TestBot } from './teamsFixture.ts';

const MESSAGE = 'https://schema.org/Message';
let connector: FakeConnector;
let bot: TestBot | undefined;

beforeEach(async () => {
  connector = await startFakeConnector();
});
afterEach(async () => {
  await bot?.close();
  await connector.close();
});

const accepted: ReplyEvent = { kind: 'accepted' };
const finalOf = (fields: Parameters<typeof answer>[0]): ReplyEvent => ({
  kind: 'final',
  answer: answer(fields),
  turn: 'turn-1',
});
const withCitations = (count: number) => ({
  parts: [
    {
      kind: 'citations' as const,
      title: '根拠',
      citations: Array.from({ length: count }, (_, index) =>
        citation({ document: '規程'.repeat(50), label: `第${index + 1}条`, quote: '休暇'.repeat(100) }),
      ),
    },
  ],
});
const answeredMessage = async () => {
  await connector.until(({ activities }) => activities.some(({ type }) => type === 'message'));
  return connector.activities.find(({ type }) => type === 'message');
};

describe('Teamsへ出ていく回答', () => {
  it('引用・AI生成ラベル・評価ボタンが、削られずに送信される', async () => {
    bot = await startTestBot(says([accepted, finalOf(withCitations(2))]));
    await post(bot.url, personalMessage('年休は何日？', { serviceUrl: connector.url }));
    const message = await answeredMessage();
    const entity = message?.entities?.find(({ type }) => type === MESSAGE);
    expect(entity).toMatchObject({ '@type': 'Message', '@context': 'https://schema.org' });
    expect(entity?.additionalType).toEqual(['AIGeneratedContent']);
    expect(entity?.citation).toHaveLength(2);
    expect((entity?.citation as object[] | undefined)?.[1]).toMatchObject({
      '@type': 'Claim',
      position: 2,
      appearance: { '@type': 'DigitalDocument' },
    });
    expect(message?.channelData?.feedbackLoop).toEqual({ type: 'default' });
    expect(message?.text).toMatch(/^根拠：規程.+ \[1\]、規程.+ \[2\]$/);
  });

  it('引用は20件まで、名前は80字、抜粋は160字に収める', async () => {
    bot = await startTestBot(says([accepted, finalOf(withCitations(25))]));
    await post(bot.url, personalMessage('質問', { serviceUrl: connector.url }));
    const entity = (await answeredMessage())?.entities?.find(({ type }) => type === MESSAGE);
    const claims = entity?.citation as { appearance: { name: string; abstract: string } }[];
    expect(claims).toHaveLength(20);
    for (const { appearance } of claims) {
      expect(appearance.name.length).toBeLessThanOrEqual(80);
      expect(appearance.abstract.length).toBeLessThanOrEqual(160);
    }
  });

  it('生成していない回答にはAI生成ラベルを付けない', async () => {
    bot = await startTestBot(says([accepted, finalOf({ generated: false })]));
    await post(bot.url, personalMessage('ヘルプ', { serviceUrl: connector.url }));
    expect((await answeredMessage())?.entities ?? []).toEqual([]);
  });

  it('カードを添え、質問への返信として送る', async () => {
    bot = await startTestBot(says([accepted, finalOf({})]));
    await post(bot.url, channelMention('年休は何日？', { serviceUrl: connector.url, id: 'asked-1' }));
    const message = await answeredMessage();
    expect(message?.attachments?.[0]).toMatchObject({
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard' },
    });
    expect(message?.replyToId).toBe('asked-1');
    expect(connector.calls.find(({ activity }) => activity?.type === 'message')?.target).toBe('asked-1');
  });

  it('本文の記号を書式として解釈させない', async () => {
    const marked = citation({ document: '*注意* [こちら](http://x.invalid)', label: '第1条' });
    bot = await startTestBot(
      says([accepted, finalOf({ parts: [{ kind: 'citations', title: '根拠', citations: [marked] }] })]),
    );
    await post(bot.url, personalMessage('質問', { serviceUrl: connector.url }));
    expect((await answeredMessage())?.text).toBe('根拠：\\*注意\\* \\[こちら\\](http://x.invalid) 第1条 [1]');
  });
});
