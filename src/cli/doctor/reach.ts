import { type ClientRequest, request } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

/** How far an attempt to connect got. `certificate`: the other side shows one that this machine does not trust. */
export type Reached =
  | 'reached'
  | 'no_name'
  | 'refused'
  | 'no_route'
  | 'late'
  | 'certificate'
  | 'tls'
  | 'proxy'
  | 'proxy_denied';

const LONGEST_MS = 5_000;
const ENCRYPTED = /^(?:https|wss):$/;
const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'ws:': 80, 'https:': 443, 'wss:': 443 };

/** The port that a URL names, or its scheme's. */
export function portOf({ port, protocol }: URL): number {
  return port === '' ? (PORTS[protocol] ?? 443) : Number(port);
}

/** The host without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/**
 * Opens a connection as far as encryption goes, and closes it: no request is made and nobody signs in.
 * @param proxy goes through it by CONNECT
 */
export async function reach(url: URL, proxy?: URL, longestMs = LONGEST_MS): Promise<Reached> {
  let open: Socket | ClientRequest | undefined;
  const keep = (made: Socket | ClientRequest) => {
    open = made;
  };
  const until = AbortSignal.timeout(longestMs);
  const late = new Promise<Reached>((resolve) => until.addEventListener('abort', () => resolve('late')));
  const attempt = async (): Promise<Reached> => {
    const first = await (proxy === undefined ? dial(url, keep) : tunnel(url, proxy, keep));
    if (typeof first === 'string') return first;
    keep(first);
    if (!ENCRYPTED.test(url.protocol)) return 'reached';
    const secured = connectSecurely({
      socket: first,
      ...(isIP(hostOf(url)) === 0 && { servername: hostOf(url) }),
      host: hostOf(url),
    });
    keep(secured);
    return settled(secured, 'secureConnect');
  };
  try {
    return await Promise.race([attempt(), late]);
  } finally {
    open?.destroy();
  }
}

async function dial(url: URL, opened: (socket: Socket) => void): Promise<Socket | Reached> {
  const socket = connect({ host: hostOf(url), port: portOf(url) });
  opened(socket);
  const reached = await settled(socket, 'connect');
  return reached === 'reached' ? socket : reached;
}

function tunnel(url: URL, proxy: URL, opened: (call: ClientRequest) => void): Promise<Socket | Reached> {
  const to = `${url.hostname}:${portOf(url)}`;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const call = request({
    method: 'CONNECT',
    host: hostOf(proxy),
    port: portOf(proxy),
    path: to,
    headers: {
      host: to,
      ...(proxy.username !== '' && { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
    },
  });
  opened(call);
  return new Promise((resolve) => {
    call.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket as Socket);
      socket.destroy();
      resolve('proxy_denied');
    });
    call.once('response', () => resolve('proxy_denied'));
    call.once('error', () => resolve('proxy'));
    call.end();
  });
}

function settled(socket: Socket, event: 'connect' | 'secureConnect'): Promise<Reached> {
  return new Promise((resolve) => {
    socket.once(event, () => resolve('reached'));
    socket.on('error', (thrown: NodeJS.ErrnoException) => resolve(reasonOf(thrown, event)));
  });
}

function reasonOf({ code = '', ...rest }: NodeJS.ErrnoException, event: 'connect' | 'secureConnect'): Reached {
  // Where several addresses of a name were tried, each has its own error.
  const { errors } = rest as { readonly errors?: readonly NodeJS.ErrnoException[] };
  const codes = [code, ...(errors ?? []).map((one) => one.code ?? '')];
  const is = (pattern: RegExp) => codes.some((one) => pattern.test(one));
  if (is(/^(?:ENOTFOUND|EAI_)/)) return 'no_name';
  if (event === 'secureConnect') return is(/CERT|SIGNATURE|ISSUER/) ? 'certificate' : 'tls';
  if (is(/^ECONNREFUSED$/)) return 'refused';
  return is(/^ETIMEDOUT$/) ? 'late' : 'no_route';
}
