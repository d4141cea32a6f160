import { describe, expect, it } from '@jest/globals';
import { actions } from '../../src/models/extractive/actions.ts';
import { decides } from '../../src/models/extractive/decisionCues.ts';
import { isCourtesy } from '../../src/models/extractive/sentenceKind.ts';
import { shortForm } from '../../src/models/extractive/shortForm.ts';
import { summarize } from '../../src/models/extractive/summarize.ts';
import { readSpeech } from '../../src/summary/readSpeech.ts';

describe('短い書き方のメモ', () => {
  it.each([
    '調達は見送り。',
    '議案第3号は原案のとおり可決。',
    '・駐車場の件は次回に継続審議',
    '講師の謝礼は現状維持。',
  ])('「%s」は決定である', (note) => {
    expect(decides(note)).toBe(true);
  });

  it.each(['調達の見送り', '昨年度の可決件数', '調達は見送りでよいですか。'])('「%s」は決定ではない', (note) => {
    expect(decides(note)).toBe(false);
  });

  it('体言止めのメモから、誰が、いつまでに、何をするかを取り出す', () => {
    const [task] = actions(readSpeech('打合せメモ\n備品は現状維持。\n森さんが12月5日までに見積りを提出。').sentences);
    expect(task).toMatchObject({ who: '森さん', due: '12月5日' });
    expect(task?.what).toContain('見積り');
  });
});

describe('定例のあいさつと相づち', () => {
  it.each([
    'はい。',
    'ありがとうございます。',
    '本日はお忙しい中お集まりいただき、ありがとうございます。',
    '朝晩は寒い日が続きますが、皆様お変わりありませんか。',
    '甚だ簡単ではございますが、開会の挨拶とさせていただきます。',
    'そうですね。',
  ])('「%s」は要点にならない', (said) => {
    const text = `○会長　${said}\n○課長　子ども食堂の補助を1団体20万円に引き上げます。\n○原委員　対象の団体は8つになると聞きました。\n○課長　財源には基金を充てます。`;
    const { summary, points } = summarize({ kind: 'summarize', sentences: readSpeech(text).sentences });
    expect(summary + points.map((point) => point.text).join('')).not.toContain(said.slice(0, 6));
  });

  it('用件のある返事は、あいさつとして捨てない', () => {
    expect(isCourtesy('はい、補助の額は1団体20万円に引き上げます。')).toBe(false);
  });
});

describe('話し言葉を書き言葉にする', () => {
  it.each([
    ['窓口は1か所にまとめることといたします。', '窓口は1か所にまとめることとする。'],
    ['調査は来年度に実施しません。', '調査は来年度に実施しない。'],
    ['申込みは48件ありました。', '申込みは48件あった。'],
    ['準備を進めております。', '準備を進めている。'],
    ['案はまだ決まっておりません。', '案はまだ決まっていない。'],
    ['費用は300万円でございます。', '費用は300万円である。'],
    ['議案は否決すべきものと決しました。', '議案は否決すべきものと決した。'],
    ['報告書を3月に提出しますね。', '報告書を3月に提出する。'],
    ['委員の任期を2年と定めました。', '委員の任期を2年と定めた。'],
  ])('「%s」は「%s」になる', (said, written) => {
    expect(shortForm(said)).toBe(written);
  });

  it.each([
    '資料の提出をお願いします。',
    '書類を全部出します。',
    '明日の朝に送ります。',
    '対象に含まれるのでしょうか。',
    '窓口にお越しください。',
  ])('形の決まらない「%s」はそのまま残す', (said) => {
    expect(shortForm(said)).toBe(said);
  });

  it('話し手のいない文章は、書かれたまま示す', () => {
    const text =
      '市は、来年4月から粗大ごみの申込みをインターネットでも受け付けます。手数料は品目ごとに300円から1,500円です。電話での申込みも続けます。';
    const { summary } = summarize({ kind: 'summarize', sentences: readSpeech(text).sentences });
    expect(summary).not.toBe('');
    expect(summary.split('。').every((sentence) => text.includes(sentence))).toBe(true);
  });
});
