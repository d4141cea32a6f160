export type EntityType =
  | 'person'
  | 'address'
  | 'phone'
  | 'email'
  | 'my_number'
  | 'bank_account'
  | 'card_number'
  | 'birth_date'
  | 'id_number';

/** Personal data found in a text: UTF-16 offsets, end exclusive. */
export interface Entity {
  readonly start: number;
  readonly end: number;
  readonly type: EntityType;
  readonly text: string;
}

/**
 * The placeholders of one turn. The same person or number gets the same placeholder in every text it masks, so the
 * message, its history and the answer agree; it is never stored and ends with the turn.
 */
export interface Masking {
  /** Replaces what is personal by placeholders that keep the grammar: 【電話1】, 【住所2】. */
  mask(text: string): MaskedText;
  /** Puts the personal data back, also where a model bent the placeholder (full-width digits, missing brackets). */
  restore(text: string): string;
  /** As `restore`, for a text that is still being written: holds back a placeholder that is not complete yet. */
  restorePartial(text: string): string;
}

export interface MaskedText {
  readonly text: string;
  readonly entities: readonly Entity[];
  /** The offset in the original of an offset in the masked text; inside a placeholder its nearest border. */
  toOriginal(offset: number, border: 'start' | 'end'): number;
  /** The offset in the masked text of an offset in the original; within personal data the start of its placeholder. */
  toMasked(offset: number): number;
}
