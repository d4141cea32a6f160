import { sentences } from '../../japanese/sentences.ts';
import type { DraftTask } from '../task.ts';
import { polite } from './polite.ts';

/** What a draft shows where a value is missing. */
const blank = '【　】';
const placeholder = /\{\{(\w+)\}\}/gu;
/** 「〜の通知文を書いて」: what is wished of the assistant, not what the text is to say. */
const wishToAssistant =
  /(?:書い|作っ|作成し|起案し|考え|まとめ)て(?:ください|下さい|ほしい|欲しい|もらえ|いただけ|頂け|くれ|。|$)|(?:文案|下書き|案)を(?:お願い|作成|ください)|お願い(?:し|いた)/u;

/**
 * The genre's template filled with the values. A missing value shows as 【　】, a line that holds nothing but optional
 * missing ones goes, with its heading; the sentences of a wish in free words stand where the body belongs.
 */
export function fillTemplate(task: DraftTask): string {
  const values = valuesOf(task);
  const optional = new Set(task.genre.fields.filter((field) => field.required === false).map((field) => field.id));
  const courteous = /です・ます/u.test(task.genre.tone);
  const lines: string[] = [];
  for (const line of task.genre.template.replace(/\n+$/u, '').split('\n')) {
    const fields = [...line.matchAll(placeholder)].map(([, id]) => id ?? '');
    const unfilled = fields.length > 0 && fields.every((id) => !values.has(id) && optional.has(id));
    if (unfilled && !line.includes('。')) {
      const alone = line.replace(placeholder, '').trim() === '';
      if (alone && /^\s*[0-9０-９]+[　 .．]\S{1,12}$/u.test(lines.at(-1) ?? '')) lines.pop();
      continue;
    }
    lines.push(fillLine(line, values, courteous));
  }
  return lines.join('\n').replace(/\n{3,}/gu, '\n\n');
}

function fillLine(line: string, values: ReadonlyMap<string, string>, courteous: boolean): string {
  const alone = /^(\s*)\{\{(\w+)\}\}\s*$/u.exec(line);
  const value = values.get(alone?.[2] ?? '');
  if (alone && value && isProse(value)) {
    const indent = alone[1] ?? '';
    return value
      .split('\n')
      .map((paragraph) => indent + (courteous ? polite(paragraph) : paragraph))
      .join('\n');
  }
  return line.replace(placeholder, (_, id: string) => values.get(id) ?? blank);
}

/** A value that says something in a sentence, not a name, a date or a hashtag. */
function isProse(value: string): boolean {
  return value.length >= 12 && /[。]|[るたいうすくつむぶぬぐ]$/u.test(value);
}

function valuesOf(task: DraftTask): Map<string, string> {
  const values = new Map<string, string>();
  for (const { id } of task.genre.fields) {
    const value = task.values[id]?.trim();
    if (value) values.set(id, value);
  }
  const body = task.genre.fields.find((field) => field.kind === 'lines' && !values.has(field.id));
  const told = sentences(task.wish)
    .map((sentence) => sentence.text)
    .filter((sentence) => !wishToAssistant.test(sentence) && isProse(sentence));
  if (body && told.length > 0) values.set(body.id, told.map((text) => text.replace(/。?$/u, '。')).join(''));
  return values;
}
