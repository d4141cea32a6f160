import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Answer, Citation } from '../../src/answer.ts';
import { cardBytes, cardFor } from '../../src/cards/card.ts';
import { failureAnswer } from '../../src/cards/failure.ts';
import { fillCard } from '../../src/cards/template.ts';
import { KanameError } from '../../src/errors.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { cardProblems, objectsIn } from './cardsProblems.ts';

const filesIn = (folder: string) => readdirSync(projectFile(folder)).filter((name) => name.endsWith('.json'));
const readJson = (path: string) => JSON.parse(readFileSync(projectFile(path), 'utf8'));
const sample = (name: string): Answer => readJson(`adaptive-cards/samples/${name}.json`);
const answerOf = (...parts: Answer['parts']): Answer => ({
  command: 'ask',
  title: '件名',
  parts,
  basis: 'program',
  generated: false,
  speak: '読み上げ',
});
const cardOf = (...parts: Answer['parts']) => cardFor(answerOf(...parts), 'turn-1').card;
const ofType = (card: object, type: string) => objectsIn(card).filter((object) => object.type === type);
const texts = (card: object) => ofType(card, 'TextBlock').map(({ text }) => text);

describe('テンプレートと見本', () => {
  const templates = filesIn('adaptive-cards').filter((name) => !name.endsWith('.data.json'));

  it.each(templates)('%s は、隣の見本データで埋まり、スキーマに合う', (file) => {
    const name = file.replace('.json', '');
    const card = fillCard(name, readJson(`adaptive-cards/${name}.data.json`));
    expect(cardProblems(card)).toEqual([]);
    expect(JSON.stringify(card)).not.toContain('${');
  });

  it.each(filesIn('adaptive-cards/samples'))('見本の回答 %s は、正しく、小さく、読み上げのあるカードになる', (file) => {
    const answer: Answer = readJson(`adaptive-cards/samples/${file}`);
    const { card, fallbackText } = cardFor(answer, 'turn-1');
    expect(cardProblems(card)).toEqual([]);
    expect(JSON.stringify(card)).not.toContain('${');
    expect(cardBytes(card)).toBeLessThan(25_000);
    expect(card).toMatchObject({ version: '1.5', lang: 'ja', speak: answer.speak, fallbackText: answer.speak });
    expect(fallbackText).toContain(answer.title);
    expect(ofType(card, 'TextBlock').filter(({ wrap, text }) => wrap !== true && String(text).length > 4)).toEqual([]);
  });

  it('検査は、知らない要素、綴りの誤り、同じ ID を見逃さない', () => {
    const card = (...body: object[]) => ({ type: 'AdaptiveCard', version: '1.5', body });
    expect(cardProblems(card({ type: 'CodeBlock', codeSnippet: 'x' }))).not.toEqual([]);
    expect(cardProblems(card({ type: 'TextBlock', text: 'x', wrp: true }))).not.toEqual([]);
    const twice = { type: 'TextBlock', text: 'x', id: 'a' };
    expect(cardProblems(card(twice, twice))).toContain('id used twice: a');
  });
});

describe('回答のカード', () => {
  it('何に基づくかを題名の下に示し、AIが作成したときだけそう断る', () => {
    const rules = texts(cardFor(sample('ask'), 't').card);
    expect(rules[1]).toBe('規程に基づく回答');
    expect(rules.at(-1)).toBe('AIが作成しました。内容は職員が確認してください。');
    expect(texts(cardFor(sample('help'), 't').card).join()).not.toContain('AIが作成しました');
    expect(texts(cardFor(sample('no-basis'), 't').card)[1]).toBe('根拠となる規程が見つかりませんでした');
  });

  it('引用に文書名と条項、引用文、和暦の施行日、所管を示し、「条文を開く」で条文全体を開く', () => {
    const { card } = cardFor(sample('ask'), 't');
    const shown = texts(card);
    expect(shown).toContain('\\[1\\] 見本市職員の勤務時間、休暇等に関する規則 第14条第2項（年次有給休暇の届出）');
    expect(shown).toContain('「前項の届出は、休暇を受けようとする日の前日までに行うものとする。」');
    expect(shown).toContain('令和7年4月1日施行 ／ 令和7年改正 ／ 所管：総務部人事課');
    const [open] = ofType(card, 'Action.ToggleVisibility');
    expect(open?.title).toBe('条文を開く');
    const id = (open?.targetElements as string[] | undefined)?.[0];
    const article = objectsIn(card).find((object) => object.id === id);
    expect(article?.isVisible).toBe(false);
    expect(texts(article ?? {}).join()).toContain('所属長は、第１項の届出があった場合において');
  });

  it('別の回の回答とは、要素の ID が重ならない', () => {
    const ids = (turn: string) => objectsIn(cardFor(sample('ask'), turn).card).flatMap(({ id }) => id ?? []);
    expect(ids('a')).not.toHaveLength(0);
    expect(ids('a').filter((id) => ids('b').includes(id))).toEqual([]);
    expect(ids('a')).toEqual(ids('a'));
  });

  it('箇条書きの出典は、一つのボタンでまとめて開く', () => {
    const source = (quote: string) => ({ start: 0, end: quote.length, quote });
    const card = cardOf({
      kind: 'list',
      items: [{ text: '一', source: source('元の文1') }, { text: '二', source: source('元の文2') }, { text: '三' }],
    });
    const toggles = ofType(card, 'Action.ToggleVisibility');
    expect(toggles).toMatchObject([{ title: '出典を表示' }]);
    expect(toggles[0]?.targetElements).toHaveLength(2);
    expect(objectsIn(card).filter(({ isVisible }) => isVisible === false)).toMatchObject([
      { text: '出典：「元の文1」' },
      { text: '出典：「元の文2」' },
    ]);
  });

  it('ボタンは kaname の名前とデータを送り、フォームの必須項目に止められない', () => {
    const choice = { label: '短く', action: { name: 'draft.rewrite', data: { how: 'shorter' } } };
    const [button] = ofType(cardOf({ kind: 'choices', choices: [choice] }), 'Action.Submit');
    expect(button).toMatchObject({
      title: '短く',
      associatedInputs: 'none',
      data: { kaname: { name: 'draft.rewrite', data: { how: 'shorter' } } },
    });
  });

  it('ボタンが多くても長くても、一列は6個まで、電話の幅に収まり、一つも欠けない', () => {
    const labels = Array.from({ length: 15 }, (_, i) =>
      i % 4 === 3 ? '規程：有休は何日前までに届ければいい？' : `案${i}`,
    );
    const choices = labels.map((label) => ({ label, action: { name: 'say', data: { text: label } } }));
    const rows = ofType(cardOf({ kind: 'choices', choices }), 'ActionSet').map(({ actions }) => actions as object[]);
    expect(rows.flat().map((action) => (action as { title: string }).title)).toEqual(labels);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(6);
    expect(rows.filter((row) => JSON.stringify(row).includes('何日前')).every((row) => row.length === 1)).toBe(true);
  });

  it('フォームは、種類に応じた入力欄、必須の印、日本語の誤り文、例を持つ', () => {
    const inputs = objectsIn(cardFor(sample('form'), 't').card).filter(({ type }) => String(type).startsWith('Input.'));
    expect(inputs.map(({ id }) => id)).toEqual(['recipient', 'subject', 'content', 'tone', 'deadline']);
    expect(inputs[1]).toMatchObject({
      type: 'Input.Text',
      label: '件名',
      isRequired: true,
      errorMessage: '件名を入力してください。',
      placeholder: '例：年末調整に係る書類の提出について',
    });
    expect(inputs[2]).toMatchObject({ isMultiline: true });
    expect(inputs[3]).toMatchObject({ type: 'Input.ChoiceSet', value: 'request', isRequired: false });
    expect(inputs[3]?.choices).toHaveLength(3);
  });

  it('文案は draft という名の欄で直せ、その内容がボタンと一緒に送られる', () => {
    const { card } = cardFor(sample('draft'), 't');
    const [draft] = ofType(card, 'Input.Text');
    const part = sample('draft').parts.find(({ kind }) => kind === 'draft');
    expect(draft).toMatchObject({ id: 'draft', isMultiline: true, value: part?.kind === 'draft' && part.text });
    expect(ofType(card, 'Action.Submit').every(({ associatedInputs }) => associatedInputs === 'auto')).toBe(true);
  });

  it('コードとファイルは、字下げも改行も変えずにコピーできる欄に入る', () => {
    const code = 'if (x) {\n    y = `*a*`; // _b_\n}';
    const card = cardOf(
      { kind: 'code', text: code },
      { kind: 'file', name: 'a.txt', contentType: 'text/plain', text: code },
    );
    expect(ofType(card, 'Input.Text').map(({ value }) => value)).toEqual([code, code]);
  });

  it('表は、行ごとに積み重ね、空の欄にも印を置く', () => {
    const card = cardOf({
      kind: 'table',
      columns: ['内容', '担当', '期限'],
      rows: [{ cells: ['手順書', '市民課', ''] }],
    });
    expect(ofType(card, 'FactSet')[0]?.facts).toEqual([
      { title: '担当', value: '市民課' },
      { title: '期限', value: '―' },
    ]);
    expect(ofType(card, 'Table')).toEqual([]);
  });

  it('カードを出せないときの文章にも、答えと引用と断りがある', () => {
    const { fallbackText } = cardFor(sample('ask'), 't');
    expect(fallbackText).toContain('年次有給休暇の届出の期限（規程に基づく回答）');
    expect(fallbackText).toContain('「前項の届出は、休暇を受けようとする日の前日までに行うものとする。」');
    expect(fallbackText).toContain('AIが作成しました');
    const long = cardFor(answerOf({ kind: 'text', text: 'お知らせします。'.repeat(2000) }), 't').fallbackText;
    expect(long.length).toBeLessThan(3200);
    expect(long).toMatch(/。\n…$/);
  });

  it('失敗は、その文と使い方へのボタンのカードになる', () => {
    const { card } = cardFor(failureAnswer(new KanameError('model_busy', '混み合っています。')), 't');
    expect(cardProblems(card)).toEqual([]);
    expect(texts(card)).toContain('混み合っています。');
    expect(ofType(card, 'Action.Submit')).toHaveLength(1);
  });
});

describe('データの中の記号', () => {
  const evil = '${title} ${1+1} {{DATE(2020-01-01T00:00:00Z)}} **太** [a](https://example.com)';

  it('どの部品のどの欄に入っても、式やマークダウンとして働かない', () => {
    const source = { start: 0, end: 1, quote: evil };
    const citation: Citation = {
      article: evil,
      clause: evil,
      document: evil,
      label: evil,
      caption: evil,
      quote: evil,
      articleText: evil,
      version: evil,
      effective: evil,
      owner: evil,
      standing: 'superseded',
    };
    const choice = { label: evil, action: { name: evil, data: { text: evil } } };
    const card = cardOf(
      { kind: 'text', text: evil },
      { kind: 'list', title: evil, items: [{ text: evil, source }] },
      { kind: 'citations', title: evil, citations: [citation] },
      { kind: 'table', title: evil, columns: [evil, evil], rows: [{ cells: [evil, evil], source }] },
      { kind: 'choices', title: evil, choices: [choice] },
    );
    expect(cardProblems(card)).toEqual([]);
    const json = JSON.stringify(card);
    expect(json).toContain('${title} ${1+1}');
    expect(json).not.toContain('件名 2');
    const marked = [
      ...texts(card),
      ...ofType(card, 'FactSet').flatMap(({ facts }) => Object.values((facts as object[])[0] ?? {})),
    ];
    expect(marked.length).toBeGreaterThan(12);
    for (const text of marked.map(String).filter((each) => each.includes('太'))) {
      expect(text).toContain('\\*\\*太\\*\\* \\[a\\](https://example.com)');
      expect(text).not.toContain('{{DATE(');
    }
    expect(ofType(card, 'Action.Submit')[0]?.data).toEqual({ kaname: { name: evil, data: { text: evil } } });
  });

  it('入力欄とボタンの題はマークダウンではないので、そのまま入る', () => {
    const card = cardOf({ kind: 'draft', label: '文案', text: evil, choices: [] });
    expect(ofType(card, 'Input.Text')[0]?.value).toBe(evil);
  });
});
