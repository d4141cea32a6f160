import type { Answer, ListItem, Part } from '../../answer.ts';
import type { Summary, TracedItem } from '../../summary/summary.ts';

/** A summary as an answer: the gist, points, decisions and actions, each with the sentence it comes from. */
export function summaryView({ summary, points, decisions, actions, warnings }: Summary): Answer {
  const parts: Part[] = [];
  if (summary !== '') parts.push({ kind: 'text', text: summary });
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
  for (const text of warnings) parts.push({ kind: 'text', text, tone: 'warning' });
  return {
    command: 'summarize',
    title: '要約',
    basis: 'source',
    generated: true,
    speak: `要約です。${summary}`,
    parts,
  };
}

/** The summary as plain text, for the history and the terminal's reader. */
export function plainSummary({ summary, points, decisions, actions }: Summary): string {
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`【${title}】`, ...lines.map((line) => `・${line}`)];
  return [
    summary,
    ...section(
      '要点',
      points.map(({ text }) => text),
    ),
    ...section(
      '決定事項',
      decisions.map(({ text }) => text),
    ),
    ...section(
      '宿題',
      actions.map(({ what, who, due }) => [who, due, what].filter((word) => word !== '').join('、')),
    ),
  ].join('\n');
}

function addList(parts: Part[], title: string, items: readonly TracedItem[]): void {
  if (items.length === 0) return;
  parts.push({ kind: 'list', title, items: items.map(({ text, source }): ListItem => ({ text, source })) });
}

function dueCell(due: string, dueDate: string | null): string {
  if (due === '') return '（記載なし）';
  if (dueDate === null) return due;
  const [year, month, day] = dueDate.split('-').map(Number);
  return due.includes(`${month}月${day}日`) ? due : `${due}（${year}年${month}月${day}日）`;
}
