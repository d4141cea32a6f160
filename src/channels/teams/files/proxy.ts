import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';

/** The proxy for a URL; undefined where it is asked directly. */
export type ProxyFor = (url: URL) => URL | undefined;

/** A proxy that does not let a connection through. */
export class ProxyRefused extends Error {
  readonly code: string;

  constructor(status: number) {
    super(`The proxy answered ${status}.`);
    this.name = 'ProxyRefused';
    this.code = String(status);
  }
}

/** The same variables in the same order as the libraries of Teams take them (@azure/core-rest-pipeline, proxyPolicy). */
export function proxyFromEnvironment(environment: NodeJS.ProcessEnv): ProxyFor {
  const value = (name: string) => environment[name] || environment[name.toLowerCase()] || undefined;
  const proxy = value('HTTPS_PROXY') ?? value('ALL_PROXY') ?? value('HTTP_PROXY');
  const exempt = (value('NO_PROXY') ?? '').split(',').map((name) => name.trim());
  if (proxy === undefined || !URL.canParse(proxy)) return () => undefined;
  return ({ protocol, hostname }) => {
    const isExempt = exempt.some(
      (name) => name === hostname || (name.startsWith('.') && `.${hostname}`.endsWith(name)),
    );
    // Plain http is this machine itself, in tests and playgrounds.
    return protocol !== 'https:' || isExempt ? undefined : new URL(proxy);
  };
}

/**
 * An encrypted connection through a proxy, which resolves the name itself: that it leads to SharePoint and not into the
 * office's network is then for its certificate to show. Rejects with ProxyRefused, and what the network throws.
 */
export async function throughProxy(url: URL, proxy: URL, signal: AbortSignal): Promise<TLSSocket> {
  const socket = await tunnelTo(`${url.hostname}:443`, proxy, signal);
  const secured = connectSecurely({ socket, servername: url.hostname });
  signal.addEventListener('abort', () => secured.destroy(), { once: true });
  return new Promise((resolve, reject) => {
    secured.once('secureConnect', () => resolve(secured));
    secured.once('error', reject);
    secured.once('close', () => reject(new Error('The connection was closed.')));
  });
}

function tunnelTo(target: string, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const { protocol, hostname, port, username, password } = proxy;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = username !== '' && { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
  return new Promise((resolve, reject) => {
    const asked = (protocol === 'https:' ? secureRequest : plainRequest)({
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port || (protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...authorization },
      agent: false,
      signal,
    });
    asked.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new ProxyRefused(statusCode));
    });
    asked.once('error', reject);
    asked.end();
  });
}
