import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { projectFile } from '../../src/projectFiles.ts';

/** What is used of Microsoft's renderer; its own types cannot be compiled with this project's settings. */
interface Renderer {
  readonly Versions: { readonly v1_5: object };
  readonly SerializationContext: new (
    version: object,
  ) => { readonly eventCount: number; getEventAt(i: number): { readonly message: string } };
  readonly AdaptiveCard: new () => {
    parse(card: object, context: object): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
}
// Its main entry does not load in Node; this build does.
const renderer: Renderer = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

const readJson = (path: string) => JSON.parse(readFileSync(projectFile(path), 'utf8'));

const ajv = new Ajv({ strict: false });
formats.default(ajv);
ajv.addMetaSchema(readJson('node_modules/ajv/dist/refs/json-schema-draft-06.json'));
// The schema names itself with draft-04's `id`, which ajv refuses.
const { id: _, ...schema } = readJson('tests/fixtures/adaptive-card-1.5.0.schema.json');
const validate = ajv.compile(schema);

/** Everything that is wrong with a card: by the schema, by the parser of Microsoft's renderer, and in its ids. */
export function cardProblems(card: object): readonly string[] {
  const problems: string[] = [];
  if (!validate(card)) problems.push(...(validate.errors ?? []).map((e) => `schema: ${e.instancePath} ${e.message}`));
  const context = new renderer.SerializationContext(renderer.Versions.v1_5);
  const parsed = new renderer.AdaptiveCard();
  // Its pattern for `lang` is global and so refuses every second `ja`.
  parsed.parse({ ...card, lang: undefined }, context);
  for (let i = 0; i < context.eventCount; i += 1) problems.push(`parser: ${context.getEventAt(i).message}`);
  problems.push(...parsed.validateProperties().validationEvents.map(({ message }) => `parser: ${message}`));
  const ids = objectsIn(card).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  problems.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `id used twice: ${id}`));
  for (const { targetElements } of objectsIn(card)) {
    if (!Array.isArray(targetElements)) continue;
    problems.push(...targetElements.filter((id) => !ids.includes(id)).map((id) => `toggles what is not there: ${id}`));
  }
  return problems;
}

/** Every object within a value, itself included. */
export function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}
