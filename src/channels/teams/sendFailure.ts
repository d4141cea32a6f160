/** What the connector said when it refused an activity; `status` is absent where no answer came at all. */
export interface SendFailure {
  readonly status?: number;
  readonly code?: string;
  readonly message: string;
  /** What the connector asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** Reads the library's RestError (and any other error) without relying on its class. */
export function readSendFailure(thrown: unknown): SendFailure {
  const error = thrown as {
    statusCode?: unknown;
    code?: unknown;
    message?: unknown;
    response?: { headers?: { get?(name: string): string | undefined } };
  };
  const retryAfterMs = millisecondsOf(error?.response?.headers?.get?.('retry-after'));
  return {
    message: typeof error?.message === 'string' ? error.message : '',
    ...(typeof error?.statusCode === 'number' && { status: error.statusCode }),
    ...(typeof error?.code === 'string' && { code: error.code }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** For the log: never the message, which may quote the activity. */
export function describeSendFailure(thrown: unknown): Readonly<Record<string, unknown>> {
  const { status, code } = readSendFailure(thrown);
  return { status: status ?? 'no_answer', ...(code !== undefined && { code }) };
}

/** RFC 9110, 10.2.3: seconds, or an HTTP date. */
function millisecondsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = Number(retryAfter);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
