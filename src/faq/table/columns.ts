import type { FilingReason, OpenQuestion, QuestionState } from '../../stores/openQuestions.ts';

/** The columns of an exported table, in order. Those that an import reads are named in `readColumns`. */
export const columns = [
  ...['ID', '状態', '担当課', '質問', '回答', '根拠', '承認者', '承認日', '確認', '根拠の引用'],
  ...['最初の質問', '理由', '回数', '最初の日', '最後の日', '近い条文', '版'],
] as const;
export const readColumns = ['ID', '状態', '担当課', '質問', '回答', '根拠', '承認者', '版'] as const;

/** A row: texts by the name of their column. */
export type Row = Readonly<Record<string, string>>;

export const stateNames: Readonly<Record<QuestionState, string>> = {
  open: '未回答',
  candidate: '候補',
  approved: '承認済み',
  dismissed: '見送り',
};
export const reasonNames: Readonly<Record<FilingReason, string>> = {
  refused: '規程に根拠なし',
  thumbs_down: '低い評価',
  filed: '質問者が登録',
};

const statesByName = new Map<string, QuestionState>([
  ...Object.entries(stateNames).flatMap(([state, name]): [string, QuestionState][] => [
    [name, state as QuestionState],
    [state, state as QuestionState],
  ]),
  ['承認', 'approved'],
  ['却下', 'dismissed'],
]);

/** The state that a word means: 「承認済み」, 「承認」, `approved`; undefined for another word. */
export function stateNamed(word: string): QuestionState | undefined {
  return statesByName.get(word.trim());
}

/** What is told of a question that only the rules can say. */
export interface RuleNotes {
  /** Why an approved answer is not given: 「根拠の条文が…」; empty where it is. */
  readonly stale: string;
  /** 「旅費規程 第5条」 */
  readonly nearest: readonly string[];
}

/** A question as a row of the table, what the rules say of it among its notes. */
export function rowOf(question: OpenQuestion, { stale, nearest }: RuleNotes): Row {
  const { id, state, department, answer, sources, approval, asked, reasons, count, first, last, revision } = question;
  return {
    ID: id,
    状態: stateNames[state],
    担当課: department,
    質問: question.question,
    回答: answer,
    根拠: placesOf(question),
    承認者: approval?.by ?? '',
    承認日: approval?.on ?? '',
    確認: stale,
    根拠の引用: sources.map(({ quote }) => quote).join('\n'),
    最初の質問: asked,
    理由: reasons.map((reason) => reasonNames[reason]).join('、'),
    回数: String(count),
    最初の日: first,
    最後の日: last,
    近い条文: nearest.join('\n'),
    版: String(revision),
  };
}

/** The sources of an answer as a person names them, one a line. */
export function placesOf({ sources }: Pick<OpenQuestion, 'sources'>): string {
  return sources.map(({ title, label }) => `${title} ${label}`).join('\n');
}
