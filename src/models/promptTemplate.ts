import { readFileSync } from 'node:fs';
import { projectFile } from '../projectFiles.ts';

/** What a template is filled with; `{{.}}` is the element itself inside a list of strings. */
export type TemplateValue = string | readonly (string | TemplateValues)[];
export interface TemplateValues {
  readonly [name: string]: TemplateValue;
}

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

const roleMarks = { system: '\u{E000}system\n', user: '\u{E000}user\n', assistant: '\u{E000}assistant\n' } as const;
const templates = new Map<string, string>();

/**
 * Fills the prompt src/prompts/`name`.md. Its syntax: `<!-- system -->`, `<!-- user -->`, `<!-- assistant -->` begin a
 * message, and what stands before the first is a remark; `{{name}}` is a value; `{{#name}}…{{/name}}` is written once for each element of a list, and once or never
 * for a text that is there or empty. Values are data: neither syntax nor the template's own block tags
 * (`<条文>`, `</条文>`) work inside them, so that no text can leave the block it stands in.
 */
export function fillPrompt(name: string, values: TemplateValues): PromptMessage[] {
  const template = templateOf(name);
  const tags = new RegExp(`<(/?(?:${blockNames(template).join('|') || '(?!)'}))>`, 'g');
  const asData = (text: string) => text.replaceAll('\u{E000}', '').replace(tags, '＜$1＞');
  return fill(template, values, asData)
    .split('\u{E000}')
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { role: part.slice(0, end) as PromptMessage['role'], content: part.slice(end + 1).trim() };
    });
}

function templateOf(name: string): string {
  const known = templates.get(name);
  if (known !== undefined) return known;
  const read = readFileSync(projectFile(`src/prompts/${name}.md`), 'utf8')
    .replaceAll('\r\n', '\n')
    .replace(/^<!-- (system|user|assistant) -->\n/gm, (_, role: keyof typeof roleMarks) => roleMarks[role]);
  templates.set(name, read);
  return read;
}

function blockNames(template: string): string[] {
  return [...new Set([...template.matchAll(/<([\p{L}]+)>/gu)].map((found) => found[1] ?? ''))];
}

/** One pass over sections and values alike, so that what is filled in is never read as syntax. */
const slot = /\{\{#(\w+)\}\}\n?([\s\S]*?)\{\{\/\1\}\}\n?|\{\{([\w.]+)\}\}/g;

function fill(template: string, values: TemplateValues, asData: (text: string) => string): string {
  return template.replace(slot, (_, list: string | undefined, body: string, name: string) => {
    const value = values[list ?? name] ?? '';
    if (list === undefined) return typeof value === 'string' ? asData(value) : '';
    if (typeof value === 'string') return value === '' ? '' : fill(body, values, asData);
    return value.map((item) => fill(body, typeof item === 'string' ? { '.': item } : item, asData)).join('');
  });
}
