const open = '<think>';
const close = '</think>';

/**
 * Leaves out what a reasoning model thinks aloud before its answer (`<think>…</think>` at the very beginning, as
 * Qwen and DeepSeek models send it through servers that do not take it out).
 */
export class ThinkingFilter {
  #state: 'beginning' | 'thinking' | 'answering' = 'beginning';
  #held = '';

  /** Takes more text; gives what belongs to the answer. */
  add(delta: string): string {
    if (this.#state === 'answering') return delta;
    this.#held += delta;
    if (this.#state === 'beginning') {
      const begun = this.#held.trimStart();
      if (open.startsWith(begun)) return '';
      this.#state = begun.startsWith(open) ? 'thinking' : 'answering';
      if (this.#state === 'answering') return this.#held;
    }
    const end = this.#held.indexOf(close);
    if (end < 0) return '';
    this.#state = 'answering';
    return this.#held.slice(end + close.length).trimStart();
  }
}
