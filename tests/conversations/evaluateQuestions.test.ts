import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { evaluateQuestions } from '../../src/cli/evaluate/liveQuestions.ts';
import { openAICompatible } from '../../src/models/openAICompatible.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { type ScriptedModel, type ScriptedReply, startScriptedModel } from '../contracts/scriptedModelServer.ts';
import { leave, travel } from '../unit/policyFixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaname-evaluate-'));
const [first] = leave.articles;
const gold = [{ id: first?.id }];
const says = (statements: readonly object[]): ScriptedReply => ({ kind: 'text', text: JSON.stringify({ statements }) });
const official = {
  text: '3日前までに届け出ます。',
  clause: 'C1',
  quote: '職員は、年次有給休暇を受けようとするときは、あらかじめ３日前までに所属長に届け出なければならない。',
};
const invented = { text: '百日です。', clause: 'C1', quote: '年次有給休暇は、一の年度において百日とする。' };

let library: RuleLibrary;
let server: ScriptedModel;
let reply: (question: string) => ScriptedReply;

beforeAll(async () => {
  library = await buildLibrary([leave, travel]);
});
beforeEach(async () => {
  reply = () => says([official]);
  server = await startScriptedModel(({ body }) => {
    const asked = /<質問>(.*)<\/質問>\s*$/su.exec(body.messages.at(-1)?.content ?? '')?.[1] ?? '';
    return reply(asked);
  });
});
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUESTION = '年次有給休暇は何日前までに届け出ますか';

async function evaluate(questions: readonly object[], most = Number.POSITIVE_INFINITY): Promise<string> {
  const file = join(folder, 'questions.jsonl');
  writeFileSync(file, questions.map((question) => JSON.stringify(question)).join('\n'));
  const model = openAICompatible({ baseURL: `${server.url}/v1`, model: 'scripted', retryDelayMs: 5 });
  return evaluateQuestions({ library, model }, [file], most, () => {});
}

/** The value of a row of the report. */
const row = (report: string, name: string) => new RegExp(`\\| ${name} +\\| (\\S+)`).exec(report)?.[1];

describe('質問の組で言語モデルを測る', () => {
  it('作った文、残った文、理由ごとの捨てた文、正解の条を引いた答えを数える', async () => {
    reply = () => says([official, invented]);
    const report = await evaluate([{ id: 1, question: QUESTION, gold }]);
    expect(row(report, 'statements made')).toBe('2');
    expect(row(report, 'statements kept')).toBe('1');
    expect(row(report, 'dropped: quote_not_found')).toBe('1');
    expect(row(report, 'answers that cite an official article')).toBe('1/1');
    expect(report).toContain('(official)');
  });

  it('確かめられる文が残らず条文を引いたとき、モデルが動かなかったときを別に数える', async () => {
    reply = () => says([invented]);
    const unchecked = await evaluate([{ id: 1, question: QUESTION, gold }]);
    expect(row(unchecked, 'clauses quoted instead: nothing could be checked')).toBe('1');
    expect(row(unchecked, 'statements kept')).toBe('0');
    reply = () => ({ kind: 'error', status: 500, body: {} });
    const failed = await evaluate([{ id: 1, question: QUESTION, gold }]);
    expect(row(failed, 'clauses quoted instead: the model failed')).toBe('1');
  });

  it('規程に答えのない質問を、検索とモデルのどちらが断ったかを分けて数える', async () => {
    reply = () => says([]);
    const report = await evaluate([
      { id: 'near', question: '年次有給休暇の買取りの単価はいくらですか', gold: [] },
      { id: 'far', query: '駅前のおいしいラーメン屋', gold: ['another-corpus#1'] },
    ]);
    expect(row(report, 'refused in all')).toBe('2/2');
    expect(row(report, 'refused by the search, of those the rules do not answer')).toBe('1/2');
    expect(row(report, 'refused by the model, of those it was asked')).toBe('1/1');
    expect(row(report, 'answers that cite an official article')).toBeUndefined();
  });

  it('--limit の数だけを、ファイル全体から均等に選ぶ', async () => {
    const many = Array.from({ length: 9 }, (_, at) => ({ id: `q${at}`, question: `${QUESTION}${at}`, gold }));
    const report = await evaluate(many, 3);
    expect(row(report, 'questions')).toBe('3');
    for (const id of ['q0', 'q3', 'q6']) expect(report).toContain(`- ${id} `);
  });

  it('質問の形になっていない行を、その番号とともに伝える', async () => {
    await expect(evaluate([{ id: 1, question: QUESTION }, { id: 2 }])).rejects.toMatchObject({
      code: 'file_unreadable',
      sentence: expect.stringContaining('2行目'),
    });
  });
});
