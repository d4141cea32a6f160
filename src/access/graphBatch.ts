import { handleWhen, retry } from 'cockatiel';
import { KanameError } from '../errors.ts';

/** What Microsoft Graph said of one person. */
export interface GraphUser {
  readonly id: string;
  readonly department: string;
}

export interface GraphCalls {
  /** `https://graph.microsoft.com`, without a slash at its end. */
  readonly baseUrl: string;
  readonly token: () => Promise<string>;
  readonly tries: number;
  /** The pause before the second try, doubled before the next, unless Graph asks for another one. */
  readonly pauseMs: number;
  /** Where Graph asks for a longer pause than this, it is not asked again. */
  readonly longestPauseMs: number;
}

/** Requests in one batch: https://learn.microsoft.com/graph/json-batching */
export const MOST_IN_BATCH = 20;

/** Throttled or out of order for a moment; also used where nothing came back at all. */
class PassingFailure extends Error {
  readonly afterMs: number | undefined;

  constructor(what: string, afterMs?: number) {
    super(`Graph: ${what}`);
    this.name = 'PassingFailure';
    this.afterMs = afterMs;
  }
}

/**
 * Asks Graph for the departments of at most 20 people in one request (`GET /users/{id}?$select=department`).
 * @param ids Entra object ids, checked
 * @returns those whom Graph knows
 * @throws Error where Graph cannot be reached or does not let us ask; without any of its words
 */
export async function askGraph(
  ids: readonly string[],
  calls: GraphCalls,
  signal: AbortSignal,
): Promise<readonly GraphUser[]> {
  const again = retry(
    handleWhen((error) => error instanceof PassingFailure && (error.afterMs ?? 0) <= calls.longestPauseMs),
    { maxAttempts: calls.tries - 1, backoff: { next: (context) => pause(context, calls.pauseMs) } },
  );
  return again.execute(({ signal: stopped }) => once(ids, calls, stopped), signal);
}

/** cockatiel's own backoffs do not know what a server asks for. */
function pause(context: unknown, usualMs: number) {
  const { result } = context as { readonly result?: { readonly error?: unknown } };
  const asked = result?.error instanceof PassingFailure ? result.error.afterMs : undefined;
  return { duration: asked ?? usualMs, next: (next: unknown) => pause(next, usualMs * 2) };
}

async function once(ids: readonly string[], { baseUrl, token }: GraphCalls, signal: AbortSignal) {
  const requests = ids.map((id) => ({ id, method: 'GET', url: `/users/${id}?$select=id,department` }));
  const authorization = `Bearer ${await token()}`;
  const response = await fetch(`${baseUrl}/v1.0/$batch`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ requests }),
    redirect: 'error',
    signal,
  }).catch((thrown: unknown) => {
    throw new PassingFailure(thrown instanceof Error ? thrown.name : 'no answer');
  });
  check(response.status, response.headers.get('retry-after') ?? undefined);
  const answers = answersIn(await response.json().catch(() => undefined));
  return ids.flatMap((id) => {
    const answer = answers.get(id);
    if (answer === undefined) throw new PassingFailure('an answer is missing');
    if (answer.status === 404) return [];
    check(answer.status, answer.retryAfter);
    return [{ id, department: answer.department }];
  });
}

function check(status: number, retryAfter: string | undefined): void {
  if (status >= 200 && status < 300) return;
  if (status === 429 || status >= 500) {
    const seconds = Number(retryAfter);
    throw new PassingFailure(String(status), retryAfter !== undefined && seconds >= 0 ? seconds * 1000 : undefined);
  }
  throw new KanameError(
    'wrong_configuration',
    'Microsoft Graph で職員の所属を調べる権限がありません。アプリケーションの権限 User.Read.All を確認してください。',
    new Error(`Graph: ${status}`),
  );
}

interface BatchAnswer {
  readonly status: number;
  readonly department: string;
  readonly retryAfter?: string;
}

function answersIn(body: unknown): Map<string, BatchAnswer> {
  const found = new Map<string, BatchAnswer>();
  const responses: unknown = isRecord(body) ? body.responses : undefined;
  for (const one of Array.isArray(responses) ? responses : []) {
    if (!isRecord(one) || typeof one.id !== 'string' || typeof one.status !== 'number') continue;
    const department = isRecord(one.body) && typeof one.body.department === 'string' ? one.body.department : '';
    const retryAfter = isRecord(one.headers) ? (one.headers['Retry-After'] ?? one.headers['retry-after']) : undefined;
    found.set(one.id, {
      status: one.status,
      department,
      ...(retryAfter !== undefined && { retryAfter: String(retryAfter) }),
    });
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
