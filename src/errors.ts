/** What can go wrong, by name. A code is stable: logs, metrics and tests refer to it. */
export type ErrorCode =
  | 'wrong_configuration'
  | 'wrong_call'
  | 'input_empty'
  | 'input_too_long'
  | 'input_too_short'
  | 'file_unreadable'
  | 'file_unsupported'
  | 'needs_model'
  | 'model_unavailable'
  | 'model_busy'
  | 'model_refused'
  | 'model_timeout'
  | 'store_unavailable'
  | 'unreachable'
  | 'conflict'
  | 'cancelled'
  | 'not_found'
  | 'unexpected';

/**
 * An error with a sentence for the person who asked. `sentence` is Japanese, polite and complete, and never holds a
 * key, a prompt, a path or another person's text; what a maintainer needs is in `cause`, which is only logged.
 */
export class KanameError extends Error {
  readonly code: ErrorCode;
  readonly sentence: string;

  constructor(code: ErrorCode, sentence: string, cause?: unknown) {
    super(`${code}: ${sentence}`, { cause });
    this.name = 'KanameError';
    this.code = code;
    this.sentence = sentence;
  }
}

/** Turns anything that was thrown into a KanameError; what is unknown gets a general sentence. */
export function toKanameError(thrown: unknown): KanameError {
  if (thrown instanceof KanameError) return thrown;
  return new KanameError(
    'unexpected',
    '申し訳ありません。処理中に問題が発生したため、回答できませんでした。しばらくしてからもう一度お試しください。',
    thrown,
  );
}
