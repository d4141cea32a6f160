import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReplyEvent } from '../../src/conversation/message.ts';
import { openAICompatible } from '../../src/models/openAICompatible.ts';
import {
  azureFilteredPrompt,
  type RecordedRequest,
  type ScriptedModel,
  type ScriptedReply,
  startScriptedModel,
} from '../contracts/scriptedModelServer.ts';
import { choiceOf, partOf, sampleLibrary, startWholeBot, textOf, type WholeBot } from './wholeBot.ts';

let server: ScriptedModel;
let bot: WholeBot;
let reply: (request: RecordedRequest) => ScriptedReply;

const text = (said: string): ScriptedReply => ({ kind: 'text', text: said, pieceBytes: 7 });
const lastWords = ({ body }: RecordedRequest) => body.messages.at(-1)?.content ?? '';
/** The clause the model was given under this id, as it stands in the prompt. */
const given = (request: RecordedRequest, id: string) =>
  new RegExp(`\\[${id}\\] [^\\n]+\\n([\\s\\S]*?)\\n(?:\\[C\\d+\\]|</)`).exec(lastWords(request))?.[1] ?? '';

beforeAll(() => sampleLibrary(), 60_000);
beforeEach(async () => {
  reply = () => text('はい。');
  server = await startScriptedModel((request) => reply(request));
  bot = await startWholeBot(openAICompatible({ baseURL: `${server.url}/v1`, model: 'scripted', retryDelayMs: 10 }));
});
afterEach(() => server.close());

const QUESTION = '規程 年次有給休暇を連続して受けるときは、いつまでに請求しますか？';

describe('規程（言語モデルあり）', () => {
  it('条文にある引用だけを示し、引用は原文から切り出す', async () => {
    reply = (request) =>
      text(
        JSON.stringify({
          statements: [{ text: '条文のとおり請求します。', clause: 'C1', quote: given(request, 'C1') }],
        }),
      );
    const answer = await bot.say(QUESTION);
    expect(answer.basis).toBe('rules');
    const [citation] = partOf(answer, 'citations').citations;
    const source = (await sampleLibrary()).article(citation?.article ?? '');
    expect(source?.text).toContain(citation?.quote);
  });

  it('でっち上げた引用は示さず、条文そのものを示してそう伝える', async () => {
    const invented = '職員は、一年に百日の年次有給休暇を受けることができる。';
    reply = () => text(JSON.stringify({ statements: [{ text: '100日もらえます。', clause: 'C1', quote: invented }] }));
    const answer = await bot.say(QUESTION);
    expect(textOf(answer)).not.toMatch(/百日|100日/);
    expect(textOf(answer)).toContain('条文と照合できなかった');
  });

  it('条文にない数字を述べる文は、示さない', async () => {
    reply = (request) =>
      text(
        JSON.stringify({
          statements: [{ text: '99日前までに請求します。', clause: 'C1', quote: given(request, 'C1') }],
        }),
      );
    expect(textOf(await bot.say(QUESTION))).not.toContain('99日');
  });

  it('モデルが条文に答えがないと言えば、根拠がないと伝える', async () => {
    reply = () => text('{"statements":[]}');
    const answer = await bot.say(QUESTION);
    expect(answer.basis).toBe('no-basis');
    expect(choiceOf(answer, '相談として聞く').action).toEqual({ name: 'consult', data: { text: QUESTION.slice(3) } });
  });

  it.each<[string, ScriptedReply]>([
    ['内容フィルター', azureFilteredPrompt],
    ['サーバーの故障', { kind: 'error', status: 500, body: { error: { message: 'boom sk-secret' } } }],
    ['途切れた応答', { kind: 'cut', text: '{"statements":[{"text":"途', how: 'torn' }],
  ])('%sのときは、条文そのものを示してそう伝える', async (_name, failure) => {
    reply = () => failure;
    const answer = await bot.say(QUESTION);
    expect(answer.basis).toBe('rules');
    expect(textOf(answer)).toContain('言語モデルから応答がなかった');
    expect(textOf(answer)).not.toContain('secret');
  });

  it('続きの質問では、前の質問もモデルに渡る', async () => {
    reply = () => text('{"statements":[]}');
    await bot.say('規程 年次有給休暇は何日もらえますか？');
    await bot.say('半日の場合は？');
    expect(lastWords(server.requests.at(-1) as RecordedRequest)).toContain('年次有給休暇は何日もらえますか');
  });
});

describe('個人情報（言語モデルあり）', () => {
  it('モデルに届く文字のどこにも、個人情報がない。答えには戻っている', async () => {
    reply = (request) => text(`ご連絡先は${/【電話\d+】/.exec(lastWords(request))?.[0]}ですね。`);
    const answer = await bot.say('相談 090-1234-5678と見本市中央1丁目2番3号とhanako@example.jpを一覧にして');
    await bot.say('相談 先ほどの電話番号をもう一度教えて');
    const wire = server.requests.map(({ raw }) => raw).join('\n');
    expect(server.requests).toHaveLength(2);
    expect(wire).not.toMatch(/1234|5678|1丁目2番|hanako/);
    expect(textOf(answer)).toContain('ご連絡先は090-1234-5678ですね。');
  });
});

describe('相談', () => {
  it('書き進むあいだ途中の文が届き、コードは写せる部分になる', async () => {
    reply = () => text('次の数式です。\n```excel\n=COUNTIF(A:A,A1)\n```\nA列の重複を数えます。');
    const events: ReplyEvent[] = [];
    const answer = await bot.say('Excelで重複を数える数式を教えて', events);
    expect(events.filter(({ kind }) => kind === 'partial').length).toBeGreaterThan(3);
    expect(answer).toMatchObject({ basis: 'free', generated: true });
    expect(partOf(answer, 'code')).toEqual({ kind: 'code', language: 'excel', text: '=COUNTIF(A:A,A1)' });
  });

  it('それまでのやりとりを踏まえる', async () => {
    await bot.say('相談 キャッチコピーを考えて');
    await bot.say('相談 もう一つ');
    const messages = server.requests.at(-1)?.body.messages ?? [];
    expect(messages.map(({ content }) => content).join('\n')).toContain('キャッチコピーを考えて');
  });

  it('モデルに断られたときは、理由を日本語で伝える', async () => {
    reply = () => azureFilteredPrompt;
    await expect(bot.say('相談 何か')).rejects.toThrow(/[ぁ-ん]/);
  });
});

describe('文案（言語モデルあり）', () => {
  it('短くすると、欄の中の文章が書き直され、元にない数字には印が付く', async () => {
    reply = () => text('職員防災訓練を11月30日に市役所前広場で行います。');
    const first = await bot.say('11月30日に市役所前広場で実施する職員防災訓練の通知文を書いて');
    reply = () => text('訓練を11月30日に行います。参加者は250人です。');
    const shorter = await bot.press(choiceOf(first, '短く').action, { draft: '職員防災訓練を、11月30日に行います。' });
    expect(partOf(shorter, 'draft').text).toBe('訓練を11月30日に行います。参加者は250人です。');
    expect(textOf(shorter)).toContain('確認してください：250人');
    expect(lastWords(server.requests.at(-1) as RecordedRequest)).toContain('職員防災訓練を、11月30日に行います。');
  });

  it('言葉で頼んでも、直前の文案が書き直される', async () => {
    reply = () => text('職員防災訓練を11月30日に行います。');
    await bot.say('11月30日に実施する職員防災訓練の通知文を書いて');
    reply = () => text('職員防災訓練を12月1日に行います。');
    const changed = await bot.say('日付を12月1日に変えてください');
    expect(partOf(changed, 'draft').text).toBe('職員防災訓練を12月1日に行います。');
    expect(changed.parts.some((part) => part.kind === 'text' && part.tone === 'warning')).toBe(false);
  });

  it('同じ文を際限なく繰り返すモデルを止め、そう伝える', async () => {
    reply = () => ({ kind: 'endless', text: 'このたびは誠に申し訳ございませんでした。' });
    const answer = await bot.say('市民へのおわびのメールを書いて。窓口でお待たせした件について');
    expect(partOf(answer, 'draft').text.match(/申し訳ございません/g)?.length).toBeLessThanOrEqual(3);
    expect(textOf(answer)).toContain('途中で区切りました');
  });
});

describe('要約（言語モデルあり）', () => {
  const minutes = `${'○総務課長　庁舎の照明を更新する件について説明します。\n○委員　費用はいくらですか。\n○総務課長　一千二百万円を見込んでいます。\n'.repeat(2)}○委員長　更新することに決定しました。総務課長は、12月15日までに工程表を提出してください。`;

  it('原文にない決定や数字は、決定事項にも宿題にも載らない', async () => {
    reply = () =>
      text(
        JSON.stringify({
          summary: '照明の更新を決めた。',
          points: [{ text: '照明の更新費用は1,200万円と見込まれている。', sentence: 'S3' }],
          decisions: [
            { text: '照明を更新する。', sentence: 'S7' },
            { text: '庁舎を9,900万円で移転する。', sentence: 'S7' },
          ],
          actions: [{ what: '工程表を提出する', who: '総務課長', due: '12月15日', sentence: 'S8' }],
        }),
      );
    const answer = await bot.say(`要約\n${minutes}`);
    expect(textOf(answer)).not.toMatch(/移転|9,900/);
    expect(partOf(answer, 'table').rows[0]?.cells).toEqual([
      expect.stringContaining('工程表'),
      '総務課長',
      expect.stringContaining('12月15日'),
    ]);
  });

  it('モデルが落ちても、重要な文を抜き出してそう伝える', async () => {
    reply = () => ({ kind: 'error', status: 503, body: {} });
    const answer = await bot.say(`要約\n${minutes}`);
    expect(textOf(answer)).toContain('重要な文を抜き出して');
    expect(answer.parts.length).toBeGreaterThan(1);
  });
});
