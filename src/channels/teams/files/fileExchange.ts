import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { checkedLookup, type Resolve } from './checkedLookup.ts';
import type { FileHosts } from './fileHosts.ts';
import { type ProxyFor, throughProxy } from './proxy.ts';

/** Which hosts may be asked, how their names are resolved, and how long and how often. */
export interface FileReach {
  readonly hosts: FileHosts;
  readonly resolve: Resolve;
  readonly proxyFor: ProxyFor;
  readonly timing: FileTiming;
}

export interface FileTiming {
  /** For a file with all its repetitions, in milliseconds. */
  readonly wholeMs: number;
  /** For one request, in milliseconds. */
  readonly requestMs: number;
  readonly retries: number;
  /** Before the first repetition, in milliseconds; it doubles with each. */
  readonly pauseMs: number;
}

export const FILE_TIMING: FileTiming = { wholeMs: 90_000, requestMs: 45_000, retries: 2, pauseMs: 1_000 };

export interface FileAsk {
  readonly method: 'GET' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Bytes an answer may have. */
  readonly limitBytes: number;
}

/** The body only of an answer that says all is well. */
export interface FileAnswer {
  readonly status: number;
  readonly location?: string;
  readonly body: Buffer;
}

/** An answer that is not taken: larger than allowed, or packed (a few kilobytes can unpack to gigabytes). */
export class AnswerRefused extends Error {
  readonly reason: 'too_large' | 'packed';

  constructor(reason: AnswerRefused['reason']) {
    super(`The answer was refused: ${reason}.`);
    this.name = 'AnswerRefused';
    this.reason = reason;
  }
}

/**
 * One request over a connection of its own, to an address that was checked or through the office's proxy; follows no
 * redirect. `url` comes from `hosts.read`. Rejects with AnswerRefused, InnerAddressError, ProxyRefused, and what the network
 * throws.
 */
export async function fileExchange(url: URL, ask: FileAsk, reach: FileReach, stop: AbortSignal): Promise<FileAnswer> {
  const answer = await answered(url, ask, reach, AbortSignal.any([stop, AbortSignal.timeout(reach.timing.requestMs)]));
  try {
    const { statusCode: status = 0, headers } = answer;
    const { location } = headers;
    if (status < 200 || status > 299) return { status, body: Buffer.alloc(0), ...(location && { location }) };
    const packing = headers['content-encoding'];
    if (packing !== undefined && packing !== 'identity') throw new AnswerRefused('packed');
    if (Number(headers['content-length'] ?? 0) > ask.limitBytes) throw new AnswerRefused('too_large');
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer) {
      bytes += chunk.length;
      if (bytes > ask.limitBytes) throw new AnswerRefused('too_large');
      chunks.push(chunk);
    }
    return { status, body: Buffer.concat(chunks) };
  } finally {
    answer.destroy();
  }
}

async function answered(url: URL, ask: FileAsk, reach: FileReach, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, body } = ask;
  const proxy = reach.proxyFor(url);
  const socket = proxy && (await throughProxy(url, proxy, signal));
  const options: RequestOptions = {
    method,
    headers: { ...ask.headers, 'accept-encoding': 'identity', 'content-length': body?.length ?? 0 },
    ...(socket
      ? { createConnection: () => socket, defaultPort: 443 }
      : { agent: false, lookup: checkedLookup(reach.hosts.admits, reach.resolve) }),
    signal,
  };
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options, resolve);
    asked.on('error', reject);
    asked.end(body);
  });
}
