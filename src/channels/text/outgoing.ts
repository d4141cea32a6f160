/** What a channel without cards sends, piece by piece, in this order. Texts keep within the channel's limit. */
export type Outgoing =
  | { readonly kind: 'text'; readonly text: string }
  /** A long text with a title of its own, where the channel has such a thing. */
  | { readonly kind: 'note'; readonly title: string; readonly text: string }
  /** Options to press; only where the channel has stamps for them. Never more than its limit. */
  | { readonly kind: 'select'; readonly question: string; readonly options: readonly string[] }
  /** Yes or no. */
  | { readonly kind: 'confirm'; readonly question: string }
  | { readonly kind: 'file'; readonly name: string; readonly contentType: string; readonly bytes: Buffer };

/** What a channel can show. */
export interface Abilities {
  /** The longest text of one message, in UTF-16 units. */
  readonly textCharacters: number;
  /** Left out: long texts are split into several messages. */
  readonly notes?: { readonly titleCharacters: number; readonly textCharacters: number };
  /** Options of one stamp; 0 where choices are numbers in the text, as they are where fewer than three fit. */
  readonly stampOptions: number;
  /** Whether files can be sent; if not, their text is shown to be copied. */
  readonly files: boolean;
}

/** A page of options needs one of them and the ways on and back. */
const FEWEST_OPTIONS = 3;

export function hasStamps({ stampOptions }: Abilities): boolean {
  return stampOptions >= FEWEST_OPTIONS;
}
