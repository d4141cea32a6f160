/** One person at one channel, as a story moves them. Everything resolves to what the person then sees, as text. */
export interface Driver {
  say(text: string): Promise<string>;
  /** Presses a button, an option or a number, by its label. */
  press(label: string): Promise<string>;
  /** Fills in the form that was shown last, by the labels of its fields, and sends it. */
  fill(values: Readonly<Record<string, string>>): Promise<string>;
  /** Opens the clause behind a citation, counted from 1. */
  openClause(number: number): Promise<string>;
  close(): Promise<void>;
}
