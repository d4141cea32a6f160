import type { Finding } from './compare/finding.ts';

/** What does not agree with the source, in one remark for the reader: 「16日」は原文では「15日」、「A社」は原文にありません. */
export function remarkOf(findings: readonly Finding[]): string {
  return findings.map(({ words, note }) => `「${words}」は${note}`).join('、');
}

/** A text with what does not agree with the source behind it; the text as it is where everything agrees. */
export function marked(text: string, findings: readonly Finding[] = []): string {
  return findings.length === 0 ? text : `${text}（要確認：${remarkOf(findings)}）`;
}
