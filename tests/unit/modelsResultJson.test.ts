import { describe, expect, it } from '@jest/globals';
import { readLooseJson } from '../../src/models/looseJson.ts';
import { parseAnswer, parseSummary } from '../../src/models/resultJson.ts';
import type { AnswerTask, SummarizeTask } from '../../src/models/task.ts';

const document = '見本市職員の休暇に関する規程';
const task: AnswerTask = {
  kind: 'answer',
  question: '年次休暇は何日ありますか。',
  earlier: [],
  clauses: [
    { id: 'C1', document, label: '第12条第1項', caption: '年次休暇', text: '年次休暇は、一の年ごとに20日とする。' },
    {
      id: 'C2',
      document,
      label: '第12条第3項',
      caption: '年次休暇の繰越し',
      text: '年次休暇は、20日を限度として、当該年の翌年に繰り越すことができる。',
    },
  ],
};
const good = { clause: 'C1', quote: '年次休暇は、一の年ごとに20日とする', text: '年に20日です。' };
const answer = (...statements: unknown[]) => parseAnswer(JSON.stringify({ statements }), task).statements;

describe('モデルの書いたJSONを読む', () => {
  const json = JSON.stringify({ statements: [good] });

  it.each([
    ['そのままのJSON', json],
    ['コードの囲みと英語の前後', `Sure! Here is the JSON:\n\`\`\`json\n${json}\n\`\`\`\nI hope this helps {you}.`],
    ['末尾の余分なコンマ', json.replace(']}', ',],}')],
    ['前に置かれた別の括弧', `[C1]から答えます。 {} ${json}`],
    ['囲みのない配列', JSON.stringify([good])],
    ['発言ひとつだけ', JSON.stringify(good)],
    ['文字列の中の生の改行', json.replace('年に20日です。', '年に20日\nです。')],
  ])('%s を読む', (_name, text) => {
    const [statement] = parseAnswer(text, task).statements;
    expect(statement).toMatchObject({ clause: 'C1', quote: good.quote });
    expect(statement?.text.replace('\n', '')).toBe(good.text);
  });

  it('途中で切れていれば、そこまでにそろった発言を残す', () => {
    const whole = JSON.stringify({ statements: [good, { ...good, text: '翌年に繰り越せます。', clause: 'C2' }] });
    for (let end = json.length - 1; end < whole.length - 3; end++) {
      expect(parseAnswer(whole.slice(0, end), task).statements).toHaveLength(1);
    }
  });

  it('型の違う発言だけを落とし、欠けた引用は空にする', () => {
    expect(answer({ text: 5 }, 'あ', { text: '20日です。', clause: 'C1', quote: null })).toEqual([
      { text: '20日です。', clause: 'C1', quote: '' },
    ]);
  });

  it.each([
    '',
    'わかりません。',
    '規程に記載がありません。',
    '{"statements":[]}',
    '回答します。{"statements":[],}',
    '{"statements":[{"clause":"","quote":"","text":"条文には定められていません。"}]}',
  ])('答えのない出力は、答えなしと読む', (text) => {
    expect(parseAnswer(text, task)).toEqual({ statements: [] });
  });

  it.each([
    '{',
    '[[[[',
    'null',
    '年に20日です。[1]',
    '{"statements":"20日"}',
    '{"answer":{"a":1}}',
    '['.repeat(50_000),
    '{"a":'.repeat(20_000),
  ])('形の違う出力は、条文を示さない発言として残し、答えなしと取り違えない', (text) => {
    expect(parseAnswer(text, task).statements).toEqual([{ text: text.slice(0, 500), clause: '', quote: '' }]);
  });

  it.each(['', '{', 'null', '要約できません。', '{"points":{"a":1}}', '['.repeat(50_000)])(
    '要約では、読めない出力は空にする',
    (text) => {
      expect(parseSummary(text, { kind: 'summarize', sentences: [] }).points).toEqual([]);
    },
  );

  it('知らないエスケープは文字そのものとして読む', () => {
    expect(readLooseJson('{"a":"it\\\'s \\u3042\\n\\「"}')).toEqual({ a: "it's あ\n「" });
  });
});

describe('規程の回答を直す', () => {
  it('引用の言葉が別の条文にあれば、その条文に改める', () => {
    expect(answer({ ...good, clause: 'C2' })[0]?.clause).toBe('C1');
  });

  it('発言が別の条文の写しなら、引用した条文の言葉に置きかえる', () => {
    const text = '20日を限度として、当該年の翌年に繰り越すことができる。';
    expect(answer({ ...good, text })).toEqual([{ ...good, text: good.quote }]);
  });

  it('引用がなくても、発言が条文の写しなら、その条文を根拠にする', () => {
    const text = '20日を限度として、当該年の翌年に繰り越すことができる。';
    expect(answer({ text, clause: 'C9', quote: '' })).toEqual([{ text, clause: 'C2', quote: text }]);
  });

  it.each(['年に25日です。', '年に20回です。'])('条文にない数を言う発言（%s）は、条文の言葉に置きかえる', (text) => {
    expect(answer({ ...good, text })[0]?.text).toBe(good.quote);
  });

  it('「はい。」だけの発言は、条文の言葉に置きかえる', () => {
    expect(answer({ ...good, text: 'はい。' })[0]?.text).toBe(good.quote);
  });

  it('確かめられない引用は直さず、後の確認に任せる', () => {
    const invented = { clause: 'C9', quote: '在宅勤務は、毎日することができる', text: '毎日できます。' };
    expect(answer(invented)).toEqual([invented]);
  });

  it('数を聞かれて数を言わない発言は、条文の言葉に置きかえる', () => {
    expect(answer({ ...good, text: '年次休暇があります。' })[0]?.text).toBe(good.quote);
  });
});

describe('条文を超えた発言をさせない', () => {
  const travel: AnswerTask = {
    kind: 'answer',
    question: '出張の日当は出ますか。市内で半日です。',
    earlier: [],
    clauses: [
      {
        id: 'C1',
        document: '旅費規程',
        label: '第7条',
        caption: '日当',
        text: '日当は、1日につき1,500円とする。ただし、市内の旅行については、支給しない。',
      },
      { id: 'C2', document: '旅費規程', label: '第12条', caption: '支度料', text: '外国旅行には、支度料を支給する。' },
    ],
  };
  const first = (statement: object) => parseAnswer(JSON.stringify({ statements: [statement] }), travel).statements[0];
  const quote = '日当は、1日につき1,500円とする';

  it('ただし書を落とした引用には、ただし書まで付ける', () => {
    const whole = travel.clauses[0]?.text;
    expect(first({ clause: 'C1', quote, text: '出張の日当は出ます。' })).toEqual({
      clause: 'C1',
      quote: whole,
      text: whole,
    });
  });

  it('ただし書を踏まえた発言は、そのまま生かす', () => {
    const text = '市内の出張には日当は支給されません。';
    expect(first({ clause: 'C1', quote, text })).toMatchObject({ text, quote: travel.clauses[0]?.text });
  });

  it('別の条文の言葉を持ち込んだ発言は、条文の言葉に置きかえる', () => {
    const text = '市内の旅行では、日当に代えて支度料が出ます。';
    expect(first({ clause: 'C1', quote, text })?.text).toBe(travel.clauses[0]?.text);
  });

  it('質問を言い切りにした答えは、質問のくり返しとしない', () => {
    const text = '市内の出張の日当は出ません。';
    expect(first({ clause: 'C1', quote, text })?.text).toBe(text);
  });

  it('発言に混じった質問の文を取る', () => {
    const text = '市内で半日です。市内の旅行の日当は支給されません。';
    expect(first({ clause: 'C1', quote, text })?.text).toBe('市内の旅行の日当は支給されません。');
  });
});

describe('要約を読む', () => {
  const sentences: SummarizeTask['sentences'] = [
    { id: 'S1', text: '発券機が古くなっています。' },
    { id: 'S2', text: '当番表は佐藤さんが10日までに作ってください。', speaker: '課長' },
  ];
  const summary = (result: object) => parseSummary(JSON.stringify(result), { kind: 'summarize', sentences });

  it.each(['[S1]', 1, '1', 'Ｓ１', '文S1'])('文の番号を %s と書いても分かる', (sentence) => {
    expect(summary({ points: [{ text: '発券機が古い', sentence }] }).points[0]?.sentence).toBe('S1');
  });

  it('渡していない文の番号は、直さず後の確認に任せる', () => {
    expect(summary({ points: [{ text: '予算が足りない', sentence: 'S9' }] }).points[0]?.sentence).toBe('S9');
  });

  it('担当や期限が欠けた作業も残す', () => {
    const actions = [{ what: '当番表を作る', who: null, sentence: 'S2' }];
    expect(summary({ actions }).actions).toEqual([{ what: '当番表を作る', who: '', due: '', sentence: 'S2' }]);
  });

  it('要約の文だけでも使う', () => {
    expect(summary({ summary: '発券機の話です。', points: null })).toEqual({
      summary: '発券機の話です。',
      points: [],
      decisions: [],
      actions: [],
    });
  });
});
