import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ReplyEvent } from '../../src/conversation/message.ts';
import { choiceOf, committeeRecord, partOf, sampleLibrary, startWholeBot, textOf, type WholeBot } from './wholeBot.ts';

let bot: WholeBot;
beforeAll(async () => {
  bot = await startWholeBot();
}, 60_000);

describe('規程（言語モデルなし）', () => {
  it('条文を引用して答え、引用は条文の文字どおりである', async () => {
    const answer = await bot.say('規程 私物のパソコンで在宅勤務をしてもいいですか？');
    expect(answer.basis).toBe('rules');
    const { citations } = partOf(answer, 'citations');
    const library = await sampleLibrary();
    for (const citation of citations) {
      expect(library.article(citation.article)?.text).toContain(citation.quote);
      expect(citation.label).toMatch(/^(?:第|別表|附則)/);
      expect(citation.effective).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(citation.document).not.toBe('');
    }
    for (const item of partOf(answer, 'list').items) expect(item.citations?.length).toBe(1);
  });

  it('言葉で尋ねただけでも、規程に届く', async () => {
    const answer = await bot.say('出張の宿泊料はいくらまで出ますか？');
    expect(answer.command).toBe('ask');
  });

  it('根拠がないときは、ないと言い、次にできることを示す', async () => {
    const answer = await bot.say('規程 駅前でおいしいランチの店はありますか？');
    expect(answer.basis).toBe('no-basis');
    expect(textOf(answer)).toContain('根拠となる規程が見つかりませんでした');
    expect(answer.parts.some(({ kind }) => kind === 'citations')).toBe(false);
    expect(choiceOf(answer, '質問の例を見る').action.name).toBe('help');
  });

  it('質問がなければ、何を書けばよいかを伝える', async () => {
    expect(textOf(await bot.say('規程'))).toContain('例：「規程 ');
  });
});

describe('要約（言語モデルなし）', () => {
  it('会議録から要点・決定事項・宿題を取り出し、どれも原文の文に戻れる', async () => {
    const events: ReplyEvent[] = [];
    const answer = await bot.say(`要約\n${committeeRecord}`, events);
    const lists = answer.parts.filter((part) => part.kind === 'list');
    expect(lists.map(({ title }) => title)).toEqual(['要点', '決定事項']);
    for (const { source } of lists.flatMap(({ items }) => items)) {
      expect(committeeRecord.replace(/\s/g, '')).toContain(source?.quote.replace(/\s/g, ''));
    }
    const actions = partOf(answer, 'table');
    expect(actions.columns).toEqual(['何を', '誰が', 'いつまで']);
    expect(actions.rows.length).toBeGreaterThanOrEqual(5);
    expect(events.some(({ kind }) => kind === 'progress')).toBe(true);
  });

  it('短すぎる文章は、短いと伝えてそのまま返す', async () => {
    expect(textOf(await bot.say('要約 明日は休みです。'))).toContain('短い');
  });

  it('長い文章を貼り付けただけでも、要約に届く', async () => {
    expect((await bot.say(committeeRecord)).command).toBe('summarize');
  });

  it('個人情報は、要約の中で元どおりに戻っている', async () => {
    const text = `要約\n${'本日は訓練の実施方法について協議し、各課の役割を確認しました。'.repeat(3)}参加の連絡は、12月5日までに総務課の090-1234-5678までお願いすることとした。`;
    expect(textOf(await bot.say(text))).toContain('090-1234-5678');
  });
});

describe('文案（言語モデルなし）', () => {
  it('種類を選び、様式に書くと、編集できる文案になる', async () => {
    const genres = await bot.say('文案');
    const form = await bot.press(choiceOf(genres, 'あいさつ文').action);
    const { submit, fields } = partOf(form, 'form');
    expect(fields.map(({ id }) => id)).toEqual(expect.arrayContaining(['event', 'speaker', 'message', 'wish']));
    const answer = await bot.press(submit.action, {
      event: '見本市総合防災訓練',
      speaker: '市長',
      message: '日頃の備えを大切にしていただきたい。',
    });
    const draft = partOf(answer, 'draft');
    expect(draft.text).toContain('見本市総合防災訓練');
    expect(draft.choices.map(({ label }) => label)).toEqual(['短く', '丁寧に', 'やさしく']);
    expect(answer.generated).toBe(true);
  });

  it('自由な言葉から項目を読み、足りない項目を伝える', async () => {
    const answer = await bot.say('11月30日午前9時から市役所前広場で実施する職員防災訓練の通知文を書いて');
    const { text } = partOf(answer, 'draft');
    expect(text).toContain('11月30日午前9時から');
    expect(text).toContain('市役所前広場');
    expect(text).toContain('【　】');
    expect(textOf(answer)).toContain('入力のない項目があります：宛先、発信者');
  });

  it('書き直しには言語モデルが必要だと伝え、編集した文案を失わない', async () => {
    const answer = await bot.say('11月30日に市役所前広場で実施する職員防災訓練の通知文を書いて');
    const rewritten = await bot.press(choiceOf(answer, '短く').action, { draft: '手で直した文案です。' });
    expect(partOf(rewritten, 'draft').text).toBe('手で直した文案です。');
    expect(textOf(rewritten)).toContain('言語モデルの接続が必要です');
  });

  it('空の様式では、何を入力するかを伝える', async () => {
    await expect(bot.press({ name: 'draft.write', data: { genre: 'mail' } })).rejects.toThrow(
      '項目が入力されていません',
    );
  });

  it('知らない種類では、選び直せる', async () => {
    const answer = await bot.press({ name: 'draft.write', data: { genre: '../../etc/passwd', wish: '何か' } });
    expect(partOf(answer, 'choices').choices.length).toBeGreaterThanOrEqual(8);
  });
});

describe('そのほか', () => {
  it('ヘルプには、押して試せる例がある', async () => {
    const answer = await bot.say('ヘルプ');
    const example = partOf(answer, 'choices').choices[0];
    if (example === undefined) throw new Error('no example');
    expect((await bot.press(example.action)).command).toBe('ask');
  });

  it('相談には言語モデルが必要だと伝え、動くことを勧める', async () => {
    const answer = await bot.say('Excelで重複を数える数式を教えて');
    expect(answer.command).toBe('consult');
    expect(textOf(answer)).toContain('言語モデルの接続が必要です');
    expect(partOf(answer, 'choices').choices.length).toBeGreaterThan(0);
  });

  it('はっきりしないときは、どうするかを尋ねる', async () => {
    const answer = await bot.say('防災訓練');
    const asked = await bot.press(choiceOf(answer, '規程で調べる').action);
    expect(asked.command).toBe('ask');
  });

  it('履歴に残り、リセットで消える', async () => {
    const other = await startWholeBot();
    await other.say('規程 年次有給休暇の届出はいつまでですか？');
    await other.say('ヘルプ');
    const history = await other.say('履歴');
    expect(partOf(history, 'list').items).toHaveLength(1);
    expect(partOf(history, 'file').text).toContain('年次有給休暇');
    expect(textOf(await other.say('リセット'))).toContain('1件');
    expect(textOf(await other.say('履歴'))).toContain('履歴はありません');
  });

  it('続きの質問は、前の質問と合わせて調べる', async () => {
    const other = await startWholeBot();
    await other.say('規程 年次有給休暇は何日もらえますか？');
    const next = await other.say('会計年度任用職員の場合は？');
    expect(next.command).toBe('ask');
    expect(textOf(next)).toContain('休暇');
  });
});
