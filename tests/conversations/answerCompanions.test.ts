import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerQuestion, citationsOf } from '../../src/commands/ask/answerQuestion.ts';
import { createExtractive } from '../../src/models/extractive/extractive.ts';
import { openAICompatible } from '../../src/models/openAICompatible.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { type ScriptedModel, startScriptedModel } from '../contracts/scriptedModelServer.ts';
import { bookOf } from '../unit/policyFixtures.ts';

const definition = 'この規程において「届出責任者」とは、所属の課長をいう。';
const rules = bookOf('架空市端末規程', [
  ['第2条', '定義', [definition]],
  ['第5条', '持出しの届出', ['端末を庁舎の外に持ち出す者は、秘密端末規程第3条の手続により、届出責任者に届け出る。']],
  ['第6条', '返却', ['端末は、用が終わった日に返却する。']],
]);
const secret = bookOf('秘密端末規程', [['第3条', '手続', ['持出しの三日前までに監査室の承認を受ける。']]]);
const restricted = { ...secret, document: { ...secret.document, readers: ['監査室'] } };
const signal = new AbortController().signal;
const QUESTION = '端末を庁舎の外に持ち出すときは誰に届け出ますか';

describe('答えが連れてくる規定', () => {
  let all: RuleLibrary;
  let server: ScriptedModel;
  beforeAll(async () => {
    all = await buildLibrary([rules, restricted]);
    const statement = { text: '所属の課長が届出責任者です。', quote: definition };
    server = await startScriptedModel(({ body }) => {
      const prompt = body.messages.at(-1)?.content ?? '';
      const clause = /\[(C\d+)\][^\n]*〔「届出責任者」の定義〕/u.exec(prompt)?.[1] ?? 'none';
      return { kind: 'text', text: JSON.stringify({ statements: [{ ...statement, clause }] }) };
    });
  });
  afterAll(() => server.close());

  it('モデルには定義を定義と示して渡し、それを引いた文も照合して示す', async () => {
    const model = openAICompatible({ baseURL: `${server.url}/v1`, model: 'scripted' });
    const answer = await answerQuestion({ library: all, model }, QUESTION, [], signal);
    expect(answer.modelTrouble).toBeUndefined();
    expect(citationsOf(answer)[0]).toMatchObject({ label: '第2条', quote: definition });
  });

  it('参照先と定義を添え、それらは根拠の引用には数えない', async () => {
    const tools = { library: all, model: createExtractive() };
    const answer = await answerQuestion(tools, QUESTION, [], signal);
    expect(answer.related.map(({ citation }) => `${citation.document}${citation.label}`)).toEqual(
      expect.arrayContaining(['秘密端末規程第3条', '架空市端末規程第2条']),
    );
    const cited = citationsOf(answer).map(({ document, label }) => `${document}${label}`);
    expect(cited).not.toContain('架空市端末規程第2条');
  });

  it('読めない規程は、参照先としても、前の答えの場所としても、モデルにも示さない', async () => {
    const library = all.seenBy({ readers: [['市民課']], on: '2026-11-22' });
    const answer = await answerQuestion({ library, model: createExtractive() }, QUESTION, [], signal);
    expect(JSON.stringify(answer)).not.toContain('監査室の承認');
    const earlier = [{ question: '承認は', cited: [{ article: '秘密端末規程#第3条', clause: 'p1' }] }];
    for (const asked of ['それは何条？', 'もっと詳しく']) {
      const place = await answerQuestion({ library, model: createExtractive() }, asked, earlier, signal);
      expect(JSON.stringify(place)).not.toContain('監査室');
    }
    const before = server.requests.length;
    const model = openAICompatible({ baseURL: `${server.url}/v1`, model: 'scripted' });
    await answerQuestion({ library, model }, QUESTION, [], signal);
    expect(server.requests.length).toBeGreaterThan(before);
    for (const { raw } of server.requests.slice(before)) expect(raw).not.toContain('監査室');
  });

  it('前の答えの場所は、読める人には示す', async () => {
    const id = secret.articles[0]?.id ?? '';
    const earlier = [{ question: '承認は', cited: [{ article: id, clause: 'p1' }] }];
    const place = await answerQuestion({ library: all, model: createExtractive() }, 'それは何条？', earlier, signal);
    expect(place.statements[0]?.text).toBe('秘密端末規程の第3条（手続）です。');
  });
});
