import type { SigningConfig } from '../../../config/logo.ts';
import type { HistoryStore } from '../../../stores/history.ts';
import type { HttpRequest } from '../../server.ts';
import { Refusal, unauthorized } from './refusal.ts';
import { checkSignature, signatures, timestamp } from './signature.ts';
import { readJson } from './signedJson.ts';

export interface AdmissionRules {
  readonly signing: SigningConfig;
  readonly claim: HistoryStore['claim'];
  readonly now: () => Date;
}

/** How far the time of a signature may be from ours, before and after. */
const WINDOW_MS = 5 * 60 * 1000;
/** A time five minutes ahead keeps its signature fresh for ten minutes. */
const REPLAY_SECONDS = 15 * 60;

/** Throws a Refusal before a body is read whose request is not signed, or not of now: such bodies cost no memory. */
export function checkHeaders({ signing, now }: AdmissionRules, headers: HttpRequest['headers']): void {
  if (signatures(signing, headers).length === 0) throw unauthorized();
  if (signing.timestampHeader !== undefined && !isNear(timestamp(signing, headers)?.at, now())) throw unauthorized();
}

/**
 * The body of a request that is signed, of now, understood by `read`, and here for the first time.
 * @throws Refusal; what `read` throws; KanameError `store_unavailable`
 */
export async function admit<T>(rules: AdmissionRules, request: HttpRequest, read: (body: unknown) => T): Promise<T> {
  const { body, digest } = readSigned(rules, request);
  const message = read(body);
  if (!(await rules.claim(`webhook:${digest}`, 'signature', REPLAY_SECONDS))) {
    throw new Refusal(
      409,
      'replayed',
      '同じ署名のリクエストを、すでに受け付けています。送り直すときは、時刻を新しくして署名してください。',
    );
  }
  return message;
}

/** The JSON of a body whose signature fits and whose time is near: the header's, or else the body's `sentAt`. */
export function readSigned({ signing, now }: Omit<AdmissionRules, 'claim'>, request: HttpRequest) {
  const signed = checkSignature(signing, request);
  if (signed === undefined) throw unauthorized();
  if (signed.at && !isNear(signed.at, now())) throw unauthorized();
  const body = readJson(request.body);
  if (!signed.at && !isNear(sentAt(body), now())) throw unauthorized();
  return { body, digest: signed.digest };
}

function isNear(at: Date | undefined, now: Date): boolean {
  return at !== undefined && Math.abs(now.getTime() - at.getTime()) <= WINDOW_MS;
}

function sentAt(body: unknown): Date | undefined {
  const text = typeof body === 'object' && body !== null && 'sentAt' in body ? body.sentAt : undefined;
  const at = new Date(typeof text === 'string' ? text : Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
