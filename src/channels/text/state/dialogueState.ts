import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { FormProgress } from '../form/formProgress.ts';
import type { Shown } from './shown.ts';

/** What is remembered of a sender in a conversation between two messages. */
export interface DialogueState {
  /** The answer that was shown last. */
  readonly shown?: Shown;
  /** The page of its options that was shown last, from 0. */
  readonly page: number;
  readonly form?: FormProgress;
  /** Ids of the last messages that were dealt with, so that none is taken a second time for the answer to the next question. */
  readonly handled: readonly string[];
}

/** What a stamp was about: the options of an answer, for anybody; or a question of a form, for its sender. */
export type StampMemory =
  | { readonly kind: 'menu'; readonly shown: Shown; readonly page: number }
  | {
      readonly kind: 'form';
      readonly sender: string;
      readonly form: string;
      readonly step: FormProgress['step'];
      readonly page: number;
    };

export const nothingYet: DialogueState = { page: 0, handled: [] };

/** Changes with the shape of what is kept; what another version wrote is ignored. */
const VERSION = 2;
const HANDLED = 20;
/** Texts that are much longer repeat themselves (each button of a draft carries what was given for it). */
const COMPRESSED_FROM = 20_000;

export function withHandled(state: DialogueState, ids: readonly string[]): DialogueState {
  return { ...state, handled: [...state.handled, ...ids].slice(-HANDLED) };
}

export function encode(kept: DialogueState | StampMemory): string {
  const json = JSON.stringify({ version: VERSION, kept });
  if (json.length < COMPRESSED_FROM) return json;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 22 };
  return JSON.stringify({ version: VERSION, brotli: brotliCompressSync(json, { params }).toString('base64') });
}

export function decodeState(text: string | undefined): DialogueState | undefined {
  const kept = decode(text);
  if (!isRecord(kept) || typeof kept.page !== 'number' || !Array.isArray(kept.handled)) return undefined;
  if (kept.shown !== undefined && !isShown(kept.shown)) return undefined;
  if (kept.form !== undefined && !isForm(kept.form)) return undefined;
  return kept as unknown as DialogueState;
}

export function decodeStamp(text: string | undefined): StampMemory | undefined {
  const kept = decode(text);
  if (!isRecord(kept) || typeof kept.page !== 'number') return undefined;
  const isWhole = kept.kind === 'menu' ? isShown(kept.shown) : kept.kind === 'form' && isRecord(kept.step);
  return isWhole ? (kept as unknown as StampMemory) : undefined;
}

function decode(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    const outer = JSON.parse(text);
    if (outer?.version !== VERSION) return undefined;
    if (typeof outer.brotli !== 'string') return outer.kept;
    const inner = brotliDecompressSync(Buffer.from(outer.brotli, 'base64'), { maxOutputLength: 64 * 1024 * 1024 });
    return JSON.parse(inner.toString()).kept;
  } catch {
    return undefined;
  }
}

function isShown(value: unknown): value is Shown {
  if (!isRecord(value)) return false;
  return [value.entries, value.clauses, value.drafts, value.tables, value.forms].every(Array.isArray);
}

function isForm(value: unknown): value is FormProgress {
  return (
    isRecord(value) &&
    isRecord(value.form) &&
    Array.isArray(value.form.fields) &&
    isRecord(value.values) &&
    isRecord(value.step)
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
