import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readFollowUp, withContext } from '../../src/commands/ask/followUp.ts';
import { projectFile } from '../../src/projectFiles.ts';

interface Dialogue {
  readonly id: string;
  readonly turns: readonly { readonly ask: string; readonly is: string }[];
}

const dialogues: Dialogue[] = readFileSync(projectFile('tests/fixtures/dialogues.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const following = (before: string, question: string) => readFollowUp(question, before);

describe('続きの質問', () => {
  it('最初の質問は、どんな形でもそのままにする', () => {
    expect(readFollowUp('課長は？', undefined)).toEqual({ kind: 'alone', question: '課長は？' });
  });

  it('文章のように長いものは、続きの質問とせず、すぐに読む', () => {
    const long = `${'？'.repeat(100_000)}あ`;
    const started = performance.now();
    expect(following('有休は何日？', long).kind).toBe('alone');
    expect(following(long, '課長は？').kind).toBe('alone');
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('条件だけの続きは、前の質問の同じ種類の条件と入れ替える', () => {
    expect(following('部長の日当はいくら？', '課長は？').question).toBe('課長の日当はいくら？');
    expect(following('東京の宿泊費の上限は？', '福岡市なら？').question).toBe('福岡市の宿泊費の上限は？');
    expect(following('A勤務は何時から？', 'D勤務は？').question).toBe('D勤務は何時から？');
  });

  it('入れ替えるものがない条件は、前の質問に添える', () => {
    expect(following('有休は何日もらえますか', '会計年度任用職員の場合は？').question).toBe(
      '会計年度任用職員の場合、有休は何日もらえますか',
    );
    expect(following('出張の精算は何日以内？', '領収書をなくしたら？').question).toBe(
      '領収書をなくしたら、出張の精算は何日以内？',
    );
  });

  it('何についてかを言わない質問は、前の質問の話題について聞くものとする', () => {
    expect(following('在宅勤務は週に何回までできる？', 'いつまでに申請すればいいですか').question).toBe(
      '在宅勤務について、いつまでに申請すればいいですか',
    );
    expect(following('副業はできますか', '申請書はどこ？').question).toBe('副業について、申請書はどこ？');
  });

  it('「それは何条？」「もっと詳しく」は、前の答えについての質問とする', () => {
    for (const question of [
      'それは何条？',
      '根拠の条文を教えて',
      'どの規程に書いてありますか',
      'その根拠規定は何ですか',
    ])
      expect(following('有休は何日？', question).kind).toBe('place');
    for (const question of ['もっと詳しく', '全文を見せて', '詳しく教えてください'])
      expect(following('有休は何日？', question).kind).toBe('more');
  });

  it('自分の話題を持つ質問に、前の質問を混ぜない', () => {
    for (const question of ['公用車を借りるにはどうすればいい？', '契約保証金は必要？', '旅費規程の第5条を見せて'])
      expect(following('有休は何日？', question)).toMatchObject({ kind: 'near', question });
    expect(following('有休は何日？', 'ところで、庁舎で喫煙できますか')).toEqual({
      kind: 'alone',
      question: '庁舎で喫煙できますか',
    });
  });

  it('言い換えた質問の言葉は、すべてこれまでのやり取りにある', () => {
    for (const { turns } of dialogues) {
      let said = '';
      let before: string | undefined;
      for (const { ask } of turns) {
        said += `${ask}\n`;
        const { question } = readFollowUp(ask, before);
        const words = question.match(/[\p{sc=Han}\p{sc=Katakana}ー]+|[0-9０-９]+/gu) ?? [];
        expect(words.filter((word) => !said.includes(word) && word !== '場合')).toEqual([]);
        before = question;
      }
    }
  });

  it('書いておいた対話のすべてで、続きかどうかを正しく読み取る', () => {
    const wrong = dialogues.flatMap(({ id, turns }) => {
      let before: string | undefined;
      return turns.flatMap(({ ask, is }) => {
        const { kind, question } = readFollowUp(ask, before);
        const first = before === undefined;
        before = question;
        const expected = is === 'new' ? ['alone', 'near'] : is === 'carried' ? ['carried', 'near'] : [is];
        return first || expected.includes(kind) ? [] : [`${id} ${ask}: ${kind}`];
      });
    });
    expect(dialogues.length).toBeGreaterThanOrEqual(40);
    expect(wrong).toEqual([]);
  });

  it('withContext は、前の答えについての質問を書き換えない', () => {
    expect(withContext('それは何条？', ['有休は何日？'])).toBe('それは何条？');
    expect(withContext('課長は？', ['部長の日当は？'])).toBe('課長の日当は？');
    expect(withContext('課長は？', [])).toBe('課長は？');
  });
});
