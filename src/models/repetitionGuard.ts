/** How far back a repetition is looked for, in characters. */
const reach = 1200;
/** A sentence said word by word for the third time ends the text, unless it is as short as a greeting. */
const sentenceLength = 20;
const often = 3;
const zero = 0x30;

/**
 * Notices a model that goes round in circles: the same passage, list item or sentence three times over. Numbers at the
 * beginning of a line do not count, so a numbered list of one item is seen too. Text that repeats what stands before
 * it is held back until it turns out to be something else, so the repeated tail is never given out.
 *
 * In JSON only passages that follow one another count: the same clause may well be quoted for several statements.
 */
export class RepetitionGuard {
  readonly #json: boolean;
  #text = '';
  #given = 0;
  /** The text with each number at the beginning of a line as one `0`, and where each character stands in `#text`. */
  readonly #plain: number[] = [];
  readonly #at: number[] = [];
  /** `#run[p]`: how many characters at the end are the same as those `p` before them. */
  readonly #run = new Uint32Array(reach + 1);
  #longest = 0;
  /** How many characters at the end repeat what stands before them, where that is too much. */
  #repeated: number | undefined;
  readonly #said = new Map<string, number>();
  #sentenceStart = 0;
  #inCode = false;
  #lineIsNew = true;

  constructor(form: 'json' | 'text') {
    this.#json = form === 'json';
  }

  /** Takes more text; gives what may be shown of it. After `stopped` nothing more is to be added. */
  add(delta: string): { readonly text: string; readonly stopped: boolean } {
    for (const character of delta) {
      this.#push(character);
      const cut = this.#repeatedFrom(character);
      if (cut !== undefined) return { text: this.#give(cut), stopped: true };
    }
    return { text: this.#give(this.#offset(this.#plain.length - this.#longest)), stopped: false };
  }

  /** What was held back, when the model has finished by itself. */
  rest(): string {
    return this.#give(this.#text.length);
  }

  #push(character: string): void {
    const offset = this.#text.length;
    this.#text += character;
    const numeral = this.#lineIsNew && /[0-9０-９]/.test(character);
    if (character === '\n') this.#lineIsNew = true;
    else if (!numeral && !/[\s(（*\-・#]/.test(character)) this.#lineIsNew = false;
    if (numeral && this.#plain.at(-1) === zero) return;
    const plain = numeral ? zero : (character.codePointAt(0) ?? zero);
    this.#plain.push(plain);
    this.#at.push(offset);
    this.#extendRuns(plain);
  }

  #extendRuns(plain: number): void {
    const [text, run] = [this.#plain, this.#run];
    const last = text.length - 1;
    const most = Math.min(reach, last);
    this.#longest = 0;
    this.#repeated = undefined;
    for (let period = 1; period <= most; period++) {
      const length = text[last - period] === plain ? (run[period] ?? 0) + 1 : 0;
      run[period] = length;
      if (length > this.#longest) this.#longest = length;
      if (length >= 2 * period && this.#repeated === undefined && length >= this.#enough(period))
        this.#repeated = length;
    }
  }

  /** Where the text is to be cut, if its end is a repetition. */
  #repeatedFrom(character: string): number | undefined {
    if (this.#repeated !== undefined) return this.#offset(this.#plain.length - this.#repeated);
    return this.#json ? undefined : this.#repeatedSentence(character);
  }

  /** How many characters must repeat: rules, blanks and code repeat themselves without being wrong. */
  #enough(period: number): number {
    const unit = this.#words(-period);
    if (!/\p{L}/u.test(unit)) return 300;
    return this.#inCode ? Math.max(200, 4 * period) : 40;
  }

  #repeatedSentence(character: string): number | undefined {
    if (!/[。！？\n]/.test(character)) return undefined;
    const start = this.#sentenceStart;
    this.#sentenceStart = this.#plain.length;
    const sentence = this.#words(start).trim();
    if (sentence.startsWith('```')) this.#inCode = !this.#inCode;
    if (this.#inCode || sentence.length < sentenceLength) return undefined;
    const times = (this.#said.get(sentence) ?? 0) + 1;
    this.#said.set(sentence, times);
    return times >= often ? this.#offset(start) : undefined;
  }

  #words(start: number): string {
    return String.fromCodePoint(...this.#plain.slice(start));
  }

  #offset(index: number): number {
    return this.#at[index] ?? this.#text.length;
  }

  #give(end: number): string {
    const text = this.#text.slice(this.#given, Math.max(this.#given, end));
    this.#given += text.length;
    return text;
  }
}
