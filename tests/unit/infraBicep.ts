import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFile } from '../../src/projectFiles.ts';

/**
 * Reads as much of Bicep as infra/ uses: one declaration at the beginning of a line, its decorators above it.
 * No compiler can be had offline; this sees names, values and braces, and knows nothing of Azure.
 */
export interface BicepFile {
  /** From the project's root. */
  readonly path: string;
  /** Without comments. */
  readonly text: string;
  readonly params: readonly Param[];
  readonly modules: readonly Module[];
  readonly outputs: readonly string[];
  /** Name → what stands right of `=`. */
  readonly variables: Readonly<Record<string, string>>;
  /** `Microsoft.App/containerApps@2025-01-01` */
  readonly resourceTypes: readonly string[];
}

export interface Param {
  readonly name: string;
  readonly fallback?: string;
  readonly description: string;
  readonly secure: boolean;
  readonly allowed: readonly string[];
}

export interface Module {
  readonly name: string;
  readonly path: string;
  readonly conditional: boolean;
  /** Name → expression. */
  readonly params: Readonly<Record<string, string>>;
}

const stringsAndComments = /'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

export function readBicep(path: string): BicepFile {
  const text = readFileSync(projectFile(path), 'utf8').replace(stringsAndComments, (found) =>
    found.startsWith("'") ? found : '',
  );
  const declarations = text.split(/\n(?=(?:@|param |var |resource |module |output ))/);
  return {
    path,
    text,
    params: readParams(declarations),
    modules: declarations.flatMap((one) => readModule(one, dirname(path))),
    outputs: all(text, /^output (\w+) /gm),
    variables: Object.fromEntries(
      declarations.flatMap((one) => {
        const [, name, value] = /^var (\w+) = ([\s\S]+)$/.exec(one) ?? [];
        return name === undefined || value === undefined ? [] : [[name, value.trim()]];
      }),
    ),
    resourceTypes: all(text, /^resource \w+ '([^']+)'/gm),
  };
}

export const main = readBicep('infra/main.bicep');
export const moduleFiles: readonly BicepFile[] = readdirSync(projectFile('infra/modules'))
  .sort()
  .map((name) => readBicep(join('infra/modules', name)));

export function moduleFile(name: string): BicepFile {
  const found = moduleFiles.find(({ path }) => path === `infra/modules/${name}.bicep`);
  if (found === undefined) throw new Error(`no module ${name}`);
  return found;
}

/** What an `@description` and other decorators say stands on the lines above `param`. */
function readParams(declarations: readonly string[]): Param[] {
  const params: Param[] = [];
  let decorators = '';
  for (const declaration of declarations) {
    if (declaration.startsWith('@')) {
      decorators += `${declaration}\n`;
      continue;
    }
    const [, name, fallback] = /^param (\w+) \w+(?: = (.+))?/.exec(declaration) ?? [];
    if (name !== undefined) {
      const description = /@description\('([^']*)'\)/.exec(decorators)?.[1] ?? '';
      const secure = decorators.includes('@secure()');
      const allowed = all(/@allowed\(\[([^\]]*)\]\)/.exec(decorators)?.[1] ?? '', /'([^']*)'/g);
      params.push({ name, description, secure, allowed, ...(fallback !== undefined && { fallback: fallback.trim() }) });
    }
    decorators = '';
  }
  return params;
}

function readModule(declaration: string, folder: string): Module[] {
  const [head, name, path] = /^module (\w+) '([^']+)' =( if \()?/.exec(declaration) ?? [];
  if (head === undefined || name === undefined || path === undefined) return [];
  const given = /\n {2}params: \{\n([\s\S]*?)\n {2}\}/.exec(declaration)?.[1] ?? '';
  const params = Object.fromEntries([...given.matchAll(/^ {4}(\w+): (.+)$/gm)].map(([, key, value]) => [key, value]));
  return [{ name, path: join(folder, path), conditional: head.endsWith('if ('), params }];
}

/** The brackets that are not closed, or closed without having been opened, outside of strings. */
export function unbalanced(text: string): string[] {
  const open: string[] = [];
  const partner: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  for (const bracket of all(text.replace(stringsAndComments, ''), /([()[\]{}])/g)) {
    const opening = partner[bracket];
    if (opening === undefined) open.push(bracket);
    else if (open.pop() !== opening) return [bracket];
  }
  return open;
}

/** The text of a literal `'kaname'`, `365` or `true`; undefined for any other expression. */
export function literal(expression: string | undefined): string | undefined {
  return /^'([^'$]*)'$/.exec(expression ?? '')?.[1] ?? /^(-?\d+|true|false)$/.exec(expression ?? '')?.[1];
}

export function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group]) => group ?? '');
}
