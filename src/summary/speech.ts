/** One sentence of a text, with who said it and when, where the text tells. */
export interface SpokenSentence {
  /** S1, S2, … in the order of the text. */
  readonly id: string;
  readonly text: string;
  /** UTF-16 offsets in the text that was given, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly speaker?: string;
  /** As it is written: 「10:05」「00:12:40」. */
  readonly time?: string;
  /** Where it stands in its file: 「3ページ」「第1章 総則」; the speaker and the time stand beside. */
  readonly place?: string;
  /** True where a new paragraph, speech or topic begins: a place to cut a long text. */
  readonly opens: 'topic' | 'speech' | 'line' | 'none';
}

/** A text that is to be summarized: prose, minutes, a chat thread or a transcript. */
export interface Speech {
  readonly text: string;
  readonly sentences: readonly SpokenSentence[];
}
