import type { Genre } from '../../writing/genre.ts';

const LONGEST = 100;
/** 「1　日時　11月30日」「・日時：11月30日」: what may stand before a label, and between it and its value. */
const BEFORE = '^[ \\t\\u3000]*(?:[（(]?[0-9０-９]{1,2}[)）.．]?|[・○●■◆])?[ \\t\\u3000]*';
const BETWEEN = '[ \\t]*[:：\\u3000][ \\t\\u3000]*';

/**
 * The values of a genre's fields that a text gives on lines of their own under the field's label (「日時：11月30日」).
 * The first of each counts. `labels` are those of the values found.
 */
export function labelledValues(
  genre: Genre,
  text: string,
): { readonly values: Readonly<Record<string, string>>; readonly labels: readonly string[] } {
  const values: Record<string, string> = {};
  const labels: string[] = [];
  for (const { id, label } of genre.fields) {
    const name = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const value = new RegExp(`${BEFORE}${name}${BETWEEN}(\\S[^\\r\\n]*)$`, 'mu').exec(text)?.[1]?.trim();
    if (value === undefined || value.length > LONGEST) continue;
    values[id] = value;
    labels.push(label);
  }
  return { values, labels };
}
