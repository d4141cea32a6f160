/**
 * What a command says, in parts that name no channel. Teams draws an Answer as an Adaptive Card, the terminal and
 * LoGo Chat as lines. Every string is plain text (no Markdown); channels escape what their format would interpret.
 */
export interface Answer {
  /** Name of the command that answers, e.g. `ask`. */
  readonly command: string;
  readonly title: string;
  readonly parts: readonly Part[];
  /** What the answer stands on; shown beside the title, e.g. 「規程に基づく回答」. */
  readonly basis: Basis;
  /** True where a model or a summarizing program made the text: channels then mark it as AI-generated. */
  readonly generated: boolean;
  /** One or two sentences for screen readers, notifications and clients without cards. */
  readonly speak: string;
  /** Nothing of what was said and shown before counts any more: channels drop what they keep of the conversation. */
  readonly forgets?: true;
}

export type Basis = 'rules' | 'confirmed' | 'no-basis' | 'source' | 'form' | 'free' | 'program';

export type Part =
  | TextPart
  | ListPart
  | CitationsPart
  | TablePart
  | ChoicesPart
  | FormPart
  | DraftPart
  | CodePart
  | FilePart;

export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
  readonly tone?: 'body' | 'heading' | 'quiet' | 'warning';
}

export interface ListPart {
  readonly kind: 'list';
  readonly title?: string;
  readonly ordered?: boolean;
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly text: string;
  /** Where it comes from in the text that was given; shown on demand. */
  readonly source?: Source;
  /** Positions (1-based) in the answer's citations on which it stands. */
  readonly citations?: readonly number[];
}

/** A place in the text the command read: UTF-16 offsets (of the masked text), end exclusive, and its words. */
export interface Source {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  /** Where the words stand for a reader: 「3ページ」「佐藤委員長 10:05」, where that is known. */
  readonly place?: string;
}

export interface CitationsPart {
  readonly kind: 'citations';
  readonly title: string;
  readonly citations: readonly Citation[];
}

/** One checked quotation. `quote` is a contiguous slice of `clauseText` or of its article, cut by code. */
export interface Citation {
  readonly article: string;
  readonly clause: string;
  readonly document: string;
  /** 「第12条第2項第3号」 */
  readonly label: string;
  readonly caption?: string;
  readonly quote: string;
  /** The whole article as it stands in the document, shown when the citation is opened. */
  readonly articleText: string;
  readonly version?: string;
  /** ISO date from which this version is in force. */
  readonly effective?: string;
  readonly owner?: string;
  /**
   * Where it is not simply in force: no longer, not yet, in force now but not yet on the day asked about, or of a day
   * that is not known, when another day than today was asked about.
   */
  readonly standing?: 'superseded' | 'future' | 'afterwards' | 'undated';
}

export interface TablePart {
  readonly kind: 'table';
  readonly title?: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly source?: Source }[];
}

/** What a button does: the name of an action and what it carries. `say` acts as if the user had written `data.text`. */
export interface Action {
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface Choice {
  readonly label: string;
  readonly action: Action;
  readonly primary?: boolean;
}

export interface ChoicesPart {
  readonly kind: 'choices';
  readonly title?: string;
  readonly choices: readonly Choice[];
}

export interface Field {
  readonly id: string;
  readonly label: string;
  readonly kind: 'line' | 'lines' | 'choice';
  readonly required: boolean;
  readonly example?: string;
  readonly value?: string;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
}

/** A form: the values of its fields are added to the data of `submit.action`, each under its field's id. */
export interface FormPart {
  readonly kind: 'form';
  readonly title?: string;
  readonly fields: readonly Field[];
  readonly submit: Choice;
}

/** A draft the user may edit in place: its current text is added as `draft` to the data of each choice's action. */
export interface DraftPart {
  readonly kind: 'draft';
  readonly label: string;
  readonly text: string;
  readonly choices: readonly Choice[];
}

export interface CodePart {
  readonly kind: 'code';
  readonly language?: string;
  readonly text: string;
}

/**
 * A file to keep, as text: `files/keptFile.ts` makes its bytes by the name's ending. For .docx `text` is the document's
 * lines as they would stand in plain text, for .csv a table in CSV, for .txt and others the text itself. Channels without
 * files show it to be copied.
 */
export interface FilePart {
  readonly kind: 'file';
  readonly name: string;
  readonly contentType: string;
  readonly text: string;
}
