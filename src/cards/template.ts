import { readFileSync } from 'node:fs';
// The package's main entry has types that do not compile with this project's settings; its engine alone has.
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import { projectFile } from '../projectFiles.ts';

export type Card = Record<string, unknown>;
export type CardElement = Readonly<Record<string, unknown>>;

const templates = new Map<string, Template>();

/**
 * Fills `adaptive-cards/{name}.json` with data. Strings of the data are copied, never evaluated. Every name the
 * template mentions has to be there: the templating library leaves `${name}` in the card where one is missing.
 */
export function fillCard(name: string, data: object): Card {
  return template(name).expand({ $root: data }) as Card;
}

/** The same for a template of one part: its elements, without the card around them. */
export function fillElements(name: string, data: object): readonly CardElement[] {
  return fillCard(name, data).body as readonly CardElement[];
}

function template(name: string): Template {
  const known = templates.get(name);
  if (known !== undefined) return known;
  const read = new Template(JSON.parse(readFileSync(projectFile(`adaptive-cards/${name}.json`), 'utf8')));
  templates.set(name, read);
  return read;
}
