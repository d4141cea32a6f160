import type { RequestOptions } from 'node:https';
import { createRequire } from 'node:module';

/*
 * What is used of direct-js 2.1.0, the vendor's client. `setOptions`, `listen`, `on` and `parseInt64` are its face; the
 * proxies behind `facade` are its inside, where a call's answer and its failure can be told apart, which its face does
 * not offer. The version is pinned; docs/direct.md says what was found.
 */

/** 64 bits as direct-js holds them. */
export interface Int64 {
  readonly high: number;
  readonly low: number;
}

/** A value of one of its enumerations: name and index. */
export type VendorEnum = readonly [name: string, index: number];

export interface VendorTalk {
  readonly id: Int64;
  readonly domainId: Int64;
  readonly type: VendorEnum;
  readonly name: string | null;
  readonly userIds: readonly Int64[];
}

export interface VendorMessage {
  readonly id: Int64;
  readonly talkId: Int64;
  readonly userId: Int64;
  readonly type: VendorEnum;
  readonly content: unknown;
  readonly createdAt: Int64;
  readonly isBotMessage: boolean;
}

export interface VendorError {
  readonly code?: number | null;
  readonly message?: string;
  readonly detail?: { readonly retry_after?: number } | null;
}

interface VendorEvents {
  readonly current_page_changed: VendorEnum;
  readonly notify_create_message: VendorMessage;
  readonly notify_create_pair_talk: VendorTalk;
  readonly notify_create_group_talk: VendorTalk;
  readonly notify_add_talkers: VendorTalk;
  readonly notify_delete_talker: VendorTalk;
  /** The room's id. */
  readonly notify_delete_talk: Int64;
}

export interface VendorClient {
  setOptions(options: VendorOptions): void;
  on<E extends keyof VendorEvents>(event: E, listener: (body: VendorEvents[E]) => void): void;
  listen(): void;
  parseInt64(decimal: string): Int64;
  readonly facade: { retrieveProxy<P extends keyof VendorProxies>(name: P): VendorProxies[P] };
}

export interface VendorOptions {
  readonly host: string;
  readonly endpoint: string;
  readonly access_token: string;
  readonly proxyURL?: string;
  readonly storage_path: string;
}

interface VendorProxies {
  readonly dataStore: {
    readonly me?: { readonly id: Int64; readonly displayName?: string };
    getTalk(id: Int64): VendorTalk | null | undefined;
    getTalks(): readonly VendorTalk[];
    getUser(domain: Int64, user: Int64): { readonly displayName?: string } | null | undefined;
  };
  /** Calls wait until the session is there. */
  readonly apiCaller: {
    call(
      method: string,
      params: readonly unknown[],
      onResult: (result: unknown) => void,
      onError: (error: VendorError | null) => void,
    ): void;
  };
  readonly wsApi: {
    createSession: (...params: readonly unknown[]) => Promise<unknown>;
    startNotification: () => Promise<boolean>;
  };
  readonly api: {
    /** Uploads a file of this machine and resolves to the content of a message with it. */
    prepareMessageFileAsync(file: VendorFile, thumbnail: null, domain: Int64): Promise<unknown>;
  };
  readonly rpc: {
    readonly connectionStatus: VendorEnum;
    readonly ws?: { readonly ws?: { on(event: 'connectFailed', listener: () => void): void } };
  };
}

export interface VendorFile {
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

type HttpsAgent = NonNullable<RequestOptions['agent']>;

/** direct-js is CommonJS and keeps its state in its module: one client for each process. */
export function loadVendorClient(): VendorClient {
  return createRequire(import.meta.url)('direct-js').DirectAPI.getInstance();
}

/** The agent with which direct-js itself goes through a proxy. */
export function proxyAgent(proxy: string): HttpsAgent {
  const vendor = createRequire(createRequire(import.meta.url).resolve('direct-js'));
  const { hostname, port, protocol, username, password } = new URL(proxy);
  const { httpsOverHttp, httpsOverHttps } = vendor('tunnel-agent');
  const proxyAuth = username && `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const toProxy = { host: hostname, ...(port && { port: Number(port) }), ...(proxyAuth && { proxyAuth }) };
  return (protocol === 'https:' ? httpsOverHttps : httpsOverHttp)({ proxy: toProxy });
}
