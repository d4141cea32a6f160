/** Stands for a value that is broken off or is no JSON. */
const missing = Symbol('missing');
/** No result is nested this deep; a model in a loop of brackets is. */
const deepest = 8;
type Read = unknown | typeof missing;

/**
 * Reads the JSON a model wrote, as far as it goes: text before and after it is skipped, code fences too, a trailing or
 * missing comma and raw line breaks in strings are forgiven, and where the text breaks off (token limit, repetition)
 * everything complete is given. A string, number or object that is not closed is left out; an array that is not closed
 * keeps its complete elements, the outermost object its complete properties.
 *
 * @returns the first object that has a property, or array of such objects, or undefined
 */
export function readLooseJson(text: string): unknown {
  for (const { index } of text.matchAll(/[{[]/g)) {
    const value = new LooseReader(text, index).outermost();
    if (Array.isArray(value) ? value.some(isObject) : isObject(value)) return value;
  }
  return undefined;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

class LooseReader {
  readonly #text: string;
  #at: number;
  #depth = 0;
  /** Set where the text breaks off or is no JSON: from there on nothing more is read. */
  #broken = false;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  outermost(): Read {
    return this.#text[this.#at] === '{' ? this.#object(true) : this.#array();
  }

  #value(): Read {
    const next = this.#peek();
    if (next === '{' || next === '[') {
      if (this.#depth === deepest) return this.#break();
      this.#depth += 1;
      const value = next === '{' ? this.#object(false) : this.#array();
      this.#depth -= 1;
      return value;
    }
    if (next === '"') return this.#string();
    const word = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[\s,\]}])/.exec(
      this.#text.slice(this.#at, this.#at + 40),
    );
    if (!word) return this.#break();
    this.#at += word[0].length;
    return JSON.parse(word[0]);
  }

  #object(outermost: boolean): Read {
    const found: Record<string, unknown> = {};
    this.#at += 1;
    while (!this.#broken && this.#peek() === '"') {
      const name = this.#string();
      if (typeof name !== 'string' || this.#peek() !== ':') break;
      this.#at += 1;
      const value = this.#value();
      if (value === missing) break;
      found[name] = value;
    }
    if (this.#broken || this.#peek() !== '}') return outermost ? found : this.#break();
    this.#at += 1;
    return found;
  }

  #array(): Read {
    const found: unknown[] = [];
    this.#at += 1;
    while (!this.#broken && this.#peek() !== ']') {
      const value = this.#value();
      if (value !== missing) found.push(value);
    }
    this.#at += 1;
    return found;
  }

  #string(): Read {
    const end = /^"(?:[^"\\]|\\[\s\S])*"/.exec(this.#text.slice(this.#at));
    if (!end) return this.#break();
    this.#at += end[0].length;
    return unescaped(end[0].slice(1, -1));
  }

  #break(): typeof missing {
    this.#broken = true;
    return missing;
  }

  /** The next character that is no white space or comma. */
  #peek(): string | undefined {
    while (/[\s,]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text[this.#at];
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** Unknown escapes stand for the character itself: models write `\'` and `\「`. */
function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, character: string) =>
    code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
