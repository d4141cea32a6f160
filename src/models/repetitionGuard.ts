/** How far back a repetition is looked for, in characters. */
const reach = 1200;
/** A sentence said word by word for the third time ends the text, unless it is as short as a greeting. */
const sentenceLength = 20;
const often = 3;

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
  readonly #plain: string[] = [];
  readonly #at: number[] = [];
  /** `#run[p]`: how many characters at the end are the same as those `p` before them. */
  readonly #run = new Uint32Array(reach + 1);
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
    const held = this.#run.reduce((longest, run) => Math.max(longest, run), 0);
    return { text: this.#give(this.#offset(this.#plain.length - held)), stopped: false };
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
    if (numeral && this.#plain.at(-1) === '0') return;
    const plain = numeral ? '0' : character;
    this.#plain.push(plain);
    this.#at.push(offset);
    const last = this.#plain.length - 1;
    for (let period = 1; period <= reach; period++) {
      const same = period <= last && this.#plain[last - period] === plain;
      this.#run[period] = same ? (this.#run[period] ?? 0) + 1 : 0;
    }
  }

  /** Where the text is to be cut, if its end is a repetition. */
  #repeatedFrom(character: string): number | undefined {
    const length = this.#plain.length;
    for (let period = 1; period <= reach; period++) {
      const run = this.#run[period] ?? 0;
      if (run >= 2 * period && run >= this.#enough(period)) return this.#offset(length - run);
    }
    return this.#json ? undefined : this.#repeatedSentence(character);
  }

  /** How many characters must repeat: rules, blanks and code repeat themselves without being wrong. */
  #enough(period: number): number {
    const unit = this.#plain.slice(-period).join('');
    if (!/\p{L}/u.test(unit)) return 300;
    return this.#inCode ? Math.max(200, 4 * period) : 40;
  }

  #repeatedSentence(character: string): number | undefined {
    if (!/[。！？\n]/.test(character)) return undefined;
    const start = this.#sentenceStart;
    this.#sentenceStart = this.#plain.length;
    const sentence = this.#plain.slice(start).join('').trim();
    if (sentence.startsWith('```')) this.#inCode = !this.#inCode;
    if (this.#inCode || sentence.length < sentenceLength) return undefined;
    const times = (this.#said.get(sentence) ?? 0) + 1;
    this.#said.set(sentence, times);
    return times >= often ? this.#offset(start) : undefined;
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
