/**
 * What is asked of a language model, as data. A model that writes gets the task as a prompt (src/prompts), the
 * extractive engine reads the data itself; both answer in the form named here, and the same code checks both.
 */
export type Task = AnswerTask | SummarizeTask | DraftTask | RewriteTask | ConverseTask;

/** → JSON `AnswerResult`. */
export interface AnswerTask {
  readonly kind: 'answer';
  readonly question: string;
  /** Earlier questions of the conversation, oldest first, for what 「その場合」 refers to. */
  readonly earlier: readonly string[];
  /**
   * The clauses found, best first, then what they lean on. `id` is short and made for this task (C1, C2, …); `role` says
   * of the latter what it is to the former: 「C1の別表」「「所属長」の定義」.
   */
  readonly clauses: readonly {
    readonly id: string;
    readonly document: string;
    readonly label: string;
    readonly caption: string;
    readonly text: string;
    readonly role?: string;
  }[];
}
export interface AnswerResult {
  /** Each says one thing and names the clause and the words it stands on. Empty: the clauses do not answer. */
  readonly statements: readonly { readonly text: string; readonly clause: string; readonly quote: string }[];
}

/** → JSON `SummarizeResult`. */
export interface SummarizeTask {
  readonly kind: 'summarize';
  /** The text's sentences in order. `id` is S1, S2, …; `speaker` where the text names one. */
  readonly sentences: readonly { readonly id: string; readonly text: string; readonly speaker?: string }[];
}
export interface SummarizeResult {
  readonly summary: string;
  readonly points: readonly { readonly text: string; readonly sentence: string }[];
  readonly decisions: readonly { readonly text: string; readonly sentence: string }[];
  /** `who` and `due` are the words of the sentence, or empty where it does not say. */
  readonly actions: readonly {
    readonly what: string;
    readonly who: string;
    readonly due: string;
    readonly sentence: string;
  }[];
}

/** → the draft as plain text. */
export interface DraftTask {
  readonly kind: 'draft';
  readonly genre: {
    readonly name: string;
    readonly purpose: string;
    readonly structure: readonly string[];
    readonly tone: string;
    readonly length: string;
    readonly example: string;
    /** The text with `{{field}}` where the extractive engine puts a field's value. */
    readonly template: string;
    /** The extractive engine drops the line of a missing field that is not `required`. */
    readonly fields: readonly {
      readonly id: string;
      readonly label: string;
      readonly kind?: string;
      readonly required?: boolean;
    }[];
  };
  /** Values by field id; a missing one is left out and appears as 【　】 in the draft, never invented. */
  readonly values: Readonly<Record<string, string>>;
  /** What the user wrote in their own words, where there was no form. */
  readonly wish: string;
  /** Text of files from which a model that writes takes the facts; the extractive engine leaves it alone. */
  readonly material?: string;
}

/** → the rewritten text, plain. */
export interface RewriteTask {
  readonly kind: 'rewrite';
  readonly text: string;
  readonly how: 'shorter' | 'politer' | 'plainer' | 'instruction';
  /** With `instruction`: the user's own words. */
  readonly instruction: string;
}

/** → the reply as plain text, code in ``` fences. */
export interface ConverseTask {
  readonly kind: 'converse';
  readonly earlier: readonly { readonly asked: string; readonly answered: string }[];
  readonly text: string;
}
