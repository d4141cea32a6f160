/** One rule book (規程・要綱・マニュアル) as it was read. */
export interface RuleDocument {
  /** Stable over re-reading: made from the file's path within its folder, or the law's name in article JSONL. */
  readonly id: string;
  readonly title: string;
  /** 「見本市訓令第12号」 */
  readonly number?: string;
  /** The department that looks after it and can be asked. */
  readonly owner?: string;
  readonly version?: string;
  /** ISO date from which this version is in force. */
  readonly effective?: string;
  /** Departments that may read it; absent where everybody may. */
  readonly readers?: readonly string[];
  /** Path or name of the file it came from, for operators; never shown to staff. */
  readonly source: string;
}

/** An article (条), an entry of a 附則 or 別表, or a headed section of a manual. */
export interface Article {
  readonly id: string;
  readonly document: string;
  /** 「第12条」「第3条の2」「別表第1」「附則第2項」 */
  readonly label: string;
  readonly caption: string;
  /** 編・章・節 above it, from the outside in. */
  readonly chapter: readonly string[];
  /** The whole text, one clause a line, without the label of the article and its caption. */
  readonly text: string;
  readonly clauses: readonly Clause[];
}

/** A citable unit (項・号・イロハ). */
export interface Clause {
  /** `p2-i3-s1` = 第2項第3号イ; `p1` for the only paragraph. */
  readonly id: string;
  /** 「第2項第3号イ」; empty for the only paragraph of an article. */
  readonly label: string;
  /** Where it stands in the article's text, UTF-16, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** `article.text.slice(start, end)`. */
  readonly text: string;
}

/** A rule book with its articles, as it is read, kept and searched. */
export interface RuleBook {
  readonly document: RuleDocument;
  readonly articles: readonly Article[];
}
