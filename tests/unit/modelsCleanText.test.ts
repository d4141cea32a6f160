import { describe, expect, it } from '@jest/globals';
import { cleanReply, cleanText } from '../../src/models/cleanText.ts';

const draft =
  '件名：研修のお知らせ\n\n各課　御中\n\n12月15日に研修を行います。\n御不明な点は、人事課までお問い合わせください。';

describe('下書きから余計なものを取る', () => {
  it.each([
    ['何もなければそのまま', draft],
    ['全体の囲み', `\`\`\`text\n${draft}\n\`\`\``],
    ['前置きと囲み', `以下が下書きです：\n\n\`\`\`\n${draft}\n\`\`\`\n`],
    ['承知の返事', `承知しました。以下のように作成しました。\n\n${draft}`],
    ['前置き', `以下は「メール」の下書きです。\n\n${draft}`],
    [
      '英語の前置きと後書き',
      `Sure! Here is the draft you asked for:\n${draft}\n\nPlease let me know if you need changes.`,
    ],
    ['下書きについての説明', `${draft}\n\n---\nこの下書きは、指定された項目だけを使って作成しました。`],
    ['手伝いの申し出', `${draft}\n\nほかにお手伝いできることがありましたら、お知らせください。`],
    ['見出しの飾り', `**下書き**：\n${draft.replace('件名：', '## 件名：')}`],
    ['プロンプトの印', `<文章>\n${draft}\n</文章>`],
  ])('%s', (_name, text) => {
    expect(cleanText(text, 'stop')).toBe(draft);
  });

  it('通知文らしい書き出し、記号、英語の名前は残す', () => {
    const text =
      '下記のとおり会議を開催します。\n\n記\n\nTeams\nhttps://city.example/meeting\n連絡先：【電話1】\n#見本市 #清掃';
    expect(cleanText(text, 'stop')).toBe(text);
  });

  it('同じ文の2度目を取り、短いあいさつは残す', () => {
    const same = 'このたびは収集日の案内に誤りがありましたことをおわび申し上げます。';
    const text = `お世話になります。${same}\n${same}\nお世話になります。`;
    expect(cleanText(text, 'stop')).toBe(`お世話になります。${same}\n\nお世話になります。`);
  });

  it('止められた下書きは、最後の書きかけの文を取る', () => {
    expect(cleanText('会議を行います。場所は市役所の', 'length')).toBe('会議を行います。');
    expect(cleanText('会議を行います。場所は市役所の', 'stop')).toContain('場所は');
    expect(cleanText('申し訳ありませんが、', 'repetition')).toBe('');
  });

  it('英語だけの下書きは、使わない', () => {
    expect(cleanText('Dear [Name],\n\nThank you for your understanding and cooperation.', 'stop')).toBe('');
  });
});

describe('相談の返事を整える', () => {
  it('囲みの途中で止められたプログラムは、囲みを閉じる', () => {
    expect(cleanReply('式です。\n```\n=SUM(A1:A3)', 'length')).toBe('式です。\n```\n=SUM(A1:A3)\n```');
  });

  it('最後まで届いた返事は変えない', () => {
    expect(cleanReply('Use `=SUM(A1)`\n', 'stop')).toBe('Use `=SUM(A1)`');
  });
});
