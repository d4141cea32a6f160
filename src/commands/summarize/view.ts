import type { Answer, ListItem, Part } from '../../answer.ts';
import { marked } from '../../summary/marks.ts';
import type { Summary, TracedAction, TracedItem } from '../../summary/summary.ts';
import type { Section } from './sections.ts';
import type { SummarizedSection } from './summarizeSections.ts';

/** Sections as an answer: for each the gist, points, decisions and actions, with the sentences they come from. */
export function sectionsView(sections: readonly SummarizedSection[]): Answer {
  const [only] = sections;
  const named = sections.length > 1;
  const gist = sections.map(({ summary }) => summary?.summary ?? '').find((text) => text !== '') ?? '';
  return {
    command: 'summarize',
    title: named ? `要約（${sections.length}件）` : only?.name === undefined ? '要約' : `「${only.name}」の要約`,
    basis: 'source',
    generated: sections.some(({ summary }) => summary !== undefined),
    speak: `${named ? `${sections.length}件の` : ''}要約です。${gist}`,
    parts: sections.flatMap((section) => [
      ...(named ? [{ kind: 'text' as const, text: section.name ?? '', tone: 'heading' as const }] : []),
      ...(section.summary === undefined ? shortParts(section) : summaryParts(section.summary)),
      ...section.warnings.map((text) => ({ kind: 'text' as const, text, tone: 'warning' as const })),
    ]),
  };
}

/**
 * The gist, points, decisions and actions, each with the sentence it comes from; what does not agree with the source is
 * marked, and decisions and actions that do not stand apart.
 */
export function summaryParts({
  summary,
  findings,
  points,
  decisions,
  actions,
  unconfirmed,
  warnings,
}: Summary): readonly Part[] {
  const parts: Part[] = [];
  if (summary !== '') parts.push({ kind: 'text', text: marked(summary, findings) });
  addList(parts, '要点', points);
  addList(parts, '決定事項', decisions);
  if (actions.length > 0) {
    parts.push({
      kind: 'table',
      title: '宿題',
      columns: ['何を', '誰が', 'いつまで'],
      rows: actions.map(({ what, who, due, dueDate, source }) => ({
        cells: [what, who || '（記載なし）', dueCell(due, dueDate)],
        source,
      })),
    });
  }
  addList(parts, '原文と一致しない決定事項・宿題', [
    ...(unconfirmed?.decisions ?? []),
    ...(unconfirmed?.actions ?? []).map((action) => ({ ...action, text: actionLine(action) })),
  ]);
  for (const text of warnings) parts.push({ kind: 'text', text, tone: 'warning' });
  return parts;
}

function actionLine({ who, due, what }: TracedAction): string {
  return [who, due, what].filter((word) => word !== '').join('、');
}

/** A text without sentences may be long all the same: a single line of a file. */
const SHOWN_AS_IT_IS = 2000;

function asItIs({ text }: Section): string {
  const whole = text.trim();
  return whole.length <= SHOWN_AS_IT_IS ? whole : `${whole.slice(0, SHOWN_AS_IT_IS)}…`;
}

function shortParts(section: Section): readonly Part[] {
  return [
    { kind: 'text', text: '文章が短いため、要約せずにそのままお示しします。', tone: 'quiet' },
    { kind: 'text', text: asItIs(section) },
  ];
}

/** The sections as plain text, for the history. */
export function plainSections(sections: readonly SummarizedSection[]): string {
  return sections
    .map((section) => {
      const plain = section.summary === undefined ? asItIs(section) : plainSummary(section.summary);
      return sections.length > 1 ? `【${section.name ?? ''}】\n${plain}` : plain;
    })
    .join('\n\n');
}

/** The summary as plain text, for the history and the terminal's reader. */
export function plainSummary({ summary, findings, points, decisions, actions }: Summary): string {
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`【${title}】`, ...lines.map((line) => `・${line}`)];
  return [
    marked(summary, findings),
    ...section(
      '要点',
      points.map((point) => marked(point.text, point.findings)),
    ),
    ...section(
      '決定事項',
      decisions.map(({ text }) => text),
    ),
    ...section('宿題', actions.map(actionLine)),
  ].join('\n');
}

function addList(parts: Part[], title: string, items: readonly TracedItem[]): void {
  if (items.length === 0) return;
  parts.push({
    kind: 'list',
    title,
    items: items.map(({ text, source, findings }): ListItem => ({ text: marked(text, findings), source })),
  });
}

function dueCell(due: string, dueDate: string | null): string {
  if (due === '') return '（記載なし）';
  if (dueDate === null) return due;
  const [year, month, day] = dueDate.split('-').map(Number);
  return due.includes(`${month}月${day}日`) ? due : `${due}（${year}年${month}月${day}日）`;
}
