import { describe, expect, it } from '@jest/globals';
import { RepetitionGuard } from '../../src/models/repetitionGuard.ts';

/** Feeds the text in pieces of three characters, as a stream would, and says what came out. */
function watch(text: string, form: 'json' | 'text' = 'text') {
  const guard = new RepetitionGuard(form);
  let given = '';
  for (const piece of text.match(/[\s\S]{1,3}/gu) ?? []) {
    const { text: shown, stopped } = guard.add(piece);
    given += shown;
    if (stopped) return { given, stopped };
  }
  return { given: given + guard.rest(), stopped: false };
}

describe('くり返しの見張り', () => {
  it('くり返しのない文章は、そのまま渡す', () => {
    const text = '本日は御来場いただき、ありがとうございます。文化祭は今年で20回目です。皆様の御協力に感謝いたします。';
    expect(watch(text)).toEqual({ given: text, stopped: false });
  });

  it('同じ文が続けて3回出たら止め、1回だけを残す', () => {
    const text = `おわびいたします。\n${'収集日の案内に誤りがありましたことを深くおわび申し上げます。'.repeat(3)}続き`;
    expect(watch(text)).toEqual({
      given: 'おわびいたします。\n収集日の案内に誤りがありましたことを深くおわび申し上げます。',
      stopped: true,
    });
  });

  it('番号だけが違う項目が続いても止める', () => {
    const items = Array.from({ length: 12 }, (_, n) => `${n + 1}. 窓口の職員を増やして待ち時間を短くする\n`).join('');
    expect(watch(`案を挙げます。\n${items}`)).toEqual({
      given: '案を挙げます。\n1. 窓口の職員を増やして待ち時間を短くする',
      stopped: true,
    });
  });

  it('間に別の文をはさんでも、長い文の3回目で止める', () => {
    const same = 'この件につきましては、関係課と協議の上で対応を検討してまいります。';
    const { given, stopped } = watch(`${same}まず発券機です。${same}次に人員です。${same}最後に`);
    expect(stopped).toBe(true);
    expect(given).toBe(`${same}まず発券機です。${same}次に人員です。`);
  });

  it('短い語が延々と続いても止める', () => {
    const { given, stopped } = watch(`検討${'する'.repeat(200)}`);
    expect(stopped).toBe(true);
    expect(given.length).toBeLessThan(10);
  });

  it('JSONの同じ要素が続いたら止める', () => {
    const item = '{"text":"窓口を1名増やす","sentence":"S3"},';
    const { given, stopped } = watch(`{"points":[${item.repeat(9)}`, 'json');
    expect(stopped).toBe(true);
    expect(given).toBe(`{"points":[${item}`.slice(0, given.length));
    expect(given).toContain('窓口を1名増やす');
  });

  it('JSONで同じ条文を何度引用しても止めない', () => {
    const quote = '","clause":"C1","quote":"在宅勤務は、1週間につき2日を限度とする。"}';
    const text = `{"statements":[{"text":"週2日です。${quote},{"text":"月曜でも構いません。${quote},{"text":"届出が要ります。${quote}]}`;
    expect(watch(text, 'json')).toEqual({ given: text, stopped: false });
  });

  it.each([
    ['表の罫線や空欄', `${'|　'.repeat(30)}|\n氏名：【　】\n氏名：【　】\n氏名：【　】\n`],
    ['数字だけが違う表', '令和6年度　12,345円\n令和7年度　23,456円\n令和8年度　34,567円\n令和9年度　45,678円\n'],
    [
      '結びのあいさつ',
      'よろしくお願いいたします。\n例2\nよろしくお願いいたします。\n例3\nよろしくお願いいたします。\n',
    ],
    [
      '似た行の並ぶプログラム',
      '```vb\nSub A()\nFor i = 1 To 3\n  If x Then\n    y = 1\n  End If\nNext\n  End If\n  End If\nEnd Sub\n```\n',
    ],
  ])('%s では止めない', (_name, text) => {
    expect(watch(text)).toEqual({ given: text, stopped: false });
  });

  it('一度にまとめて届いても、同じところで止める', () => {
    const same = '収集日の案内に誤りがありましたことを深くおわび申し上げます。';
    expect(new RepetitionGuard('text').add(same.repeat(10))).toEqual({ text: same, stopped: true });
  });

  it('4,000字を1秒かけずに見張る', () => {
    const text = Array.from({ length: 400 }, (_, n) => `項目${n * 7919}を確認。`)
      .join('')
      .slice(0, 4_000);
    const start = Date.now();
    watch(text);
    expect(Date.now() - start).toBeLessThan(1_000);
  });
});
