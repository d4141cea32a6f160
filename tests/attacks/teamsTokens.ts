import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenIdSettings } from '../../src/channels/teams/authentication.ts';

export const APP_ID = '00000000-aaaa-bbbb-cccc-000000000001';
export const ISSUER = 'https://tokens.example.invalid';
export const SERVICE_URL = 'https://smba.example.invalid/jp/';

export interface TokenIssuer {
  readonly settings: OpenIdSettings;
  /** An Authorization header with a token; `claims` and `header` override what a good one has. */
  bearer(claims?: Record<string, unknown>, header?: Record<string, unknown>): string;
  /** The same, signed with a key that is not published. */
  forged(): string;
  close(): Promise<void>;
}

/** Publishes a signing key the way login.botframework.com does, and signs with it. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig', endorsements: ['msteams'] };
  const server = createServer((request, response) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const body = request.url === '/keys' ? { keys: [key] } : { issuer: ISSUER, jwks_uri: `${url}/keys` };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const seconds = Math.floor(Date.now() / 1000);
  const good = { iss: ISSUER, aud: APP_ID, serviceurl: SERVICE_URL, nbf: seconds - 60, exp: seconds + 3600 };
  const head = { alg: 'RS256', typ: 'JWT', kid: 'key-1' };

  return {
    settings: {
      loginUrl: base,
      oauthScope: base,
      tokenIssuer: ISSUER,
      oauthUrl: base,
      channelMetadataUrl: `${base}/metadata`,
      emulatorMetadataUrl: `${base}/metadata`,
      callerId: '',
    },
    bearer: (claims, header) => `Bearer ${sign({ ...head, ...header }, { ...good, ...claims }, privateKey)}`,
    forged: () => `Bearer ${sign(head, good, stranger)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sign(header: Record<string, unknown>, claims: Record<string, unknown>, key: KeyObject): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const unsigned = `${encode(header)}.${encode(claims)}`;
  if (header.alg === 'none') return `${unsigned}.`;
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(key, 'base64url')}`;
}
