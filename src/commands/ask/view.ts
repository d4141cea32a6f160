import type { Answer, Choice, Part } from '../../answer.ts';
import { citationsOf, type PolicyAnswer } from './answerQuestion.ts';
import { dayLine } from './askedDay.ts';
import { departmentFor } from './fileQuestion.ts';
import { relatedParts } from './relatedQuotes.ts';

/** Articles shown and offered where the rules do not answer. */
const NEAREST_OFFERED = 3;

const NO_BASIS = '根拠となる規程が見つかりませんでした。';

/** The answer as plain text: its statements, or the word that there is no basis. */
export function plainAnswer(found: PolicyAnswer): string {
  const said = found.statements.length === 0 ? [NO_BASIS] : found.statements.map(({ text }) => text);
  return [dayLine(found), ...said].filter((line) => line !== '').join('\n');
}

/**
 * @param canConverse whether `相談` has a language model behind it and is worth offering
 * @param filing the button that files the question for its department, where it can be filed
 */
export function answerView(found: PolicyAnswer, canConverse: boolean, filing?: Choice): Answer {
  return found.grounded ? grounded(found) : noBasis(found, canConverse, filing);
}

function grounded(found: PolicyAnswer): Answer {
  const citations = citationsOf(found);
  const positionOf = (statement: PolicyAnswer['statements'][number]) =>
    citations.findIndex(
      ({ article, clause, quote }) =>
        article === statement.citation.article &&
        clause === statement.citation.clause &&
        quote === statement.citation.quote,
    ) + 1;
  const parts: Part[] = [
    ...dayPart(found),
    {
      kind: 'list',
      items: found.statements.map((statement) => ({ text: statement.text, citations: [positionOf(statement)] })),
    },
    { kind: 'citations', title: '根拠の条文', citations },
    ...relatedParts(found.related),
  ];
  if (found.modelTrouble !== undefined) {
    const text =
      found.modelTrouble === 'failed'
        ? '言語モデルから応答がなかったため、該当する条文をそのまま示しています。'
        : '言語モデルの回答は条文と照合できなかったため、該当する条文をそのまま示しています。';
    parts.push({ kind: 'text', text, tone: 'quiet' });
  }
  return {
    command: 'ask',
    title: found.question,
    basis: 'rules',
    generated: true,
    speak: plainAnswer(found),
    parts,
  };
}

function noBasis(found: PolicyAnswer, canConverse: boolean, filing: Choice | undefined): Answer {
  const owner = departmentFor(found.nearest);
  const choices: Choice[] = filing === undefined ? [] : [filing];
  if (canConverse)
    choices.push({ label: '相談として聞く', action: { name: 'consult', data: { text: found.question } } });
  for (const { document, article } of found.nearest.slice(0, NEAREST_OFFERED)) {
    const place = `${document.title} ${article.label}`;
    choices.push({
      label: `${article.label}${captionOf(article)}を見る`,
      action: { name: 'ask', data: { text: place } },
    });
  }
  choices.push({ label: '質問の例を見る', action: { name: 'help', data: {} } });
  const parts: Part[] = [
    ...dayPart(found),
    { kind: 'text', text: `${NO_BASIS}推測での回答は控えます。` },
    {
      kind: 'text',
      text: `言葉を変えて質問するか、${owner === '' ? '担当課' : `担当課（近い内容の規程の所管は${owner}）`}に確認してください。`,
    },
  ];
  if (found.nearest.length > 0) {
    parts.push({
      kind: 'list',
      title: '内容の近い条文',
      items: found.nearest.slice(0, NEAREST_OFFERED).map(({ document, article }) => ({
        text: `${document.title}　${article.label}${captionOf(article)}`,
      })),
    });
  }
  parts.push({ kind: 'choices', choices });
  return {
    command: 'ask',
    title: found.question,
    basis: 'no-basis',
    generated: false,
    speak: NO_BASIS,
    parts,
  };
}

function dayPart(found: PolicyAnswer): Part[] {
  const text = dayLine(found);
  return text === '' ? [] : [{ kind: 'text', text, tone: 'quiet' }];
}

function captionOf({ caption, label }: PolicyAnswer['nearest'][number]['article']): string {
  return caption === '' || caption === label ? '' : `（${caption}）`;
}
