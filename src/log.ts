import { destination, type Level, pino } from 'pino';

/**
 * What happened, for operators: an event's name and a few fields. Texts of people, prompts and keys never go here;
 * errors are logged by their code and the cause's name and message, since a cause may quote what it was given.
 */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

export type LogLevel = Level | 'silent';

const SECRET_FIELDS = ['key', 'apiKey', 'password', 'token', 'secret', 'authorization', 'text', 'prompt'];

/** JSON lines on standard error; standard output belongs to the answers of the command line. */
export function createLog(level: LogLevel): Log {
  const redact = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]);
  const lines = pino({ level, base: null, redact, timestamp: pino.stdTimeFunctions.isoTime }, destination(2));
  return {
    info: (event, fields) => lines.info(fields ?? {}, event),
    warn: (event, fields) => lines.warn(fields ?? {}, event),
    error: (event, fields) => lines.error(fields ?? {}, event),
  };
}

/** What may be logged of a thrown value: its class and code, and where in our own code it came from; no message. */
export function describeError(thrown: unknown): Readonly<Record<string, unknown>> {
  if (!(thrown instanceof Error)) return { thrown: typeof thrown };
  const code = (thrown as { code?: unknown }).code;
  const cause = thrown.cause === undefined ? {} : { cause: describeError(thrown.cause) };
  return { error: thrown.name, ...(typeof code === 'string' && { code }), at: firstOwnFrame(thrown), ...cause };
}

function firstOwnFrame(error: Error): string | undefined {
  const frame = error.stack?.split('\n').find((line) => /[\\/](?:dist|src)[\\/]/.test(line));
  return frame?.match(/((?:dist|src)[\\/][^)\s]+)/)?.[1];
}
