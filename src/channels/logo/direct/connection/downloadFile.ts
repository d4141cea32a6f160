import { request } from 'node:https';
import { isIP } from 'node:net';
import { proxyAgent } from './vendorClient.ts';

export interface DownloadOptions {
  readonly token: string;
  readonly endpoint: string;
  readonly proxy?: string;
  readonly limitBytes: number;
  readonly timeLimitMs: number;
}

/** Rejected with where a file is larger than allowed. */
export const TOO_LONG = { isTooLong: true };

const MOST_REDIRECTS = 5;

/**
 * Fetches a file as direct-js does, with what it lacks: a bound, a time limit, and the token for the platform's own host
 * only (direct-js compares the beginning of the address, so that a longer host name would get it too).
 * @throws TOO_LONG, or an object with the `code` of the answer
 */
export async function downloadFile(url: string, options: DownloadOptions): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(options.timeLimitMs);
  let address = URL.canParse(url) ? new URL(url) : undefined;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    if (address === undefined || !mayBeAsked(address, options)) break;
    const answer = await get(authorized(address, options), options, signal);
    if (Buffer.isBuffer(answer)) return answer;
    address = URL.canParse(answer.location, address.href) ? new URL(answer.location, address.href) : undefined;
  }
  throw { code: 400 };
}

/** Not an address by number or of this machine, unless the platform itself is there: a message names the address. */
function mayBeAsked(address: URL, { endpoint }: DownloadOptions): boolean {
  if (address.protocol !== 'https:') return false;
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const isInner = isIP(host) !== 0 || host === 'localhost' || host.endsWith('.localhost');
  return !isInner || address.host === new URL(endpoint).host;
}

/** With the token in the query, where direct-js puts it. */
function authorized(address: URL, { endpoint, token }: DownloadOptions): URL {
  if (address.host !== new URL(endpoint).host) return address;
  const withToken = new URL(address);
  withToken.search += `${withToken.search === '' ? '?' : '&'}Authorization=ALB%20${encodeURIComponent(token)}`;
  return withToken;
}

function get(address: URL, options: DownloadOptions, signal: AbortSignal): Promise<Buffer | { location: string }> {
  const agent = options.proxy === undefined ? {} : { agent: proxyAgent(options.proxy) };
  return new Promise((resolve, reject) => {
    const asked = request(address, { ...agent, signal }, (answer) => {
      const { statusCode = 0, headers } = answer;
      if (headers.location !== undefined) {
        answer.destroy();
        return resolve({ location: headers.location });
      }
      if (statusCode < 200 || statusCode > 299) {
        answer.destroy();
        return reject({ code: statusCode });
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes <= options.limitBytes) return;
        answer.destroy();
        reject(TOO_LONG);
      });
      answer.once('end', () => resolve(Buffer.concat(chunks)));
      answer.once('error', reject);
      answer.once('close', () => reject({}));
    });
    asked.once('error', reject);
    asked.end();
  });
}
