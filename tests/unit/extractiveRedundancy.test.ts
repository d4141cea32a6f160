import { describe, expect, it } from '@jest/globals';
import { centralSentences } from '../../src/models/extractive/coverage.ts';
import { centred, cosine, type SentenceVectors } from '../../src/models/extractive/sentenceVectors.ts';
import { summarize } from '../../src/models/extractive/summarize.ts';
import { summarizeWithVectors } from '../../src/models/extractive/withVectors.ts';
import { readSpeech } from '../../src/summary/readSpeech.ts';

const two = { characters: 400, sentences: 2 };
const plain = (texts: readonly string[]) => texts.map((text) => ({ text, fitness: 1 }));

describe('重ならない文の選び方', () => {
  it('言葉の重なる文を二つ選ばない', () => {
    const chosen = centralSentences(
      plain([
        '水道料金の値上げは、来年10月から平均12パーセントとする案である。',
        '来年10月から、水道料金の値上げは平均12パーセントとする案である。',
        '老朽化した配水管の更新には、毎年およそ6億円が必要である。',
      ]),
      two,
    );
    expect(chosen).toContain(2);
  });

  it('言葉が違っても意味の同じ文は、ベクトルがあれば二つ選ばない', () => {
    const candidates = [
      { text: '水道料金の値上げは、来年10月から平均12パーセントとする案である。', fitness: 1.2 },
      { text: '家庭の負担増は、秋以降に1割強となる見通しが示された。', fitness: 1 },
      { text: '配水管の工事は、入札を年度内に済ませ、夏までに終える予定である。', fitness: 0.8 },
    ];
    const meaning = new Map([
      [0, Float32Array.from([1, 0])],
      [1, Float32Array.from([1, 0])],
      [2, Float32Array.from([0, 1])],
    ]);
    expect(centralSentences(candidates, two)).toEqual([0, 1]);
    expect(centralSentences(candidates, two, [], meaning)).toEqual([0, 2]);
  });

  it('同じくらいの文なら、まだ出ていない話題の文を選ぶ', () => {
    const candidates = [
      { text: '保育所の定員を40人増やし、待機する児童をなくす。', fitness: 1.2, topic: 0 },
      { text: '間に入る短い文はここでは選ばれない。', fitness: 0, topic: 0 },
      { text: '病児保育の施設を一つ増やし、共働きの家庭を支援する。', fitness: 1, topic: 0 },
      { text: '古い橋りょうの補強工事を進め、通行の安全を確保する。', fitness: 1, topic: 1 },
    ];
    expect(centralSentences(candidates, two)).toEqual([0, 3]);
  });

  it('ベクトルに共通する向きは、意味の近さに数えない', () => {
    const meaning = centred(
      new Map([
        [0, Float32Array.from([1, 0.1, 0])],
        [1, Float32Array.from([1, 0, 0.1])],
      ]),
    );
    expect(cosine(meaning.get(0), meaning.get(1))).toBeCloseTo(-1);
  });
});

describe('ベクトルが間に合わないとき', () => {
  const text =
    '市は、来年4月から粗大ごみの申込みをインターネットでも受け付けます。申込みの締切りは収集の3日前です。手数料は品目ごとに300円から1,500円です。電話での申込みも続けます。高齢者のみの世帯には、職員が運び出しを手伝います。収集の日は地区ごとに月2回です。';
  const task = { kind: 'summarize' as const, sentences: readSpeech(text).sentences };
  const signal = new AbortController().signal;

  it('ベクトルが得られなければ、言葉だけの要約と同じになる', async () => {
    const none: SentenceVectors = { of: async () => undefined };
    expect(await summarizeWithVectors(task, none, signal)).toEqual(summarize(task));
  });

  it('中止されたら、ベクトルを待たない', async () => {
    const stop = new AbortController();
    const waiting: SentenceVectors = {
      of: (_, late) => new Promise((resolve) => late.addEventListener('abort', () => resolve(undefined))),
    };
    const summary = summarizeWithVectors(task, waiting, stop.signal);
    stop.abort();
    expect(await summary).toEqual(summarize(task));
  });

  it('長い文章では、9,000字までの有望な文だけにベクトルを求める', async () => {
    const asked: string[] = [];
    const counting: SentenceVectors = {
      of: async (texts) => {
        asked.push(...texts);
        return texts.map((words) => Float32Array.from([words.length, 1]));
      },
    };
    const lines = Array.from({ length: 1_500 }, (_, at) => `第${at}地区では、側溝の改修に${at + 10}万円が要ります。`);
    await summarizeWithVectors(
      { kind: 'summarize', sentences: readSpeech(lines.join('\n')).sentences },
      counting,
      signal,
    );
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.join('').length).toBeLessThanOrEqual(9_000);
  });
});
