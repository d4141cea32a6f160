import type { Config } from '../config.ts';
import type { SettingName } from '../settings.ts';
import type { Environment } from './reader.ts';

/** What a connection is for; a sign-in is for what it opens. */
export type Purpose = 'chat' | 'model' | 'embedding' | 'store' | 'directory';

/** A host that the process opens connections to. */
export interface Connection {
  readonly purpose: Purpose;
  /** Where tokens are fetched or checked, not the service itself. */
  readonly signIn?: true;
  /** As it was configured; it may hold what is nobody's business, so only its host is for showing. */
  readonly url: string;
  /** The variable it comes from; absent: it belongs to a service that was chosen. */
  readonly setting?: SettingName;
  /** The proxy that is connected to instead. */
  readonly proxy?: string;
  /**
   * `always`: it has to be reached. `perhaps`: one of several ways, tried where the ones before it fail. `told`: only
   * the sender of a message says the exact address, within what is named here.
   */
  readonly when: 'always' | 'perhaps' | 'told';
  /** Files are fetched from other hosts too: this one names them, message by message. */
  readonly namesFileHosts?: true;
}

/** Hosts that are not in the configuration: they belong to the services that it chooses. */
const MICROSOFT = {
  /** Tokens of Microsoft Entra ID. */
  login: 'https://login.microsoftonline.com',
  /** The keys by which a message from Teams is checked. */
  botKeys: 'https://login.botframework.com',
  /** Replies to Teams; each message names the address for its region. */
  teams: 'https://smba.trafficmanager.net',
  graph: 'https://graph.microsoft.com',
  /** Azure's managed identity, inside the machine's own network. */
  identity: 'http://169.254.169.254',
} as const;

/** Without a registration for Teams only senders on this machine are answered, at the address that they name. */
const SENDER = 'http://127.0.0.1';

/**
 * Every host that the process opens a connection to under this configuration. With the defaults it is none but the
 * sender of a message on this machine. `environment` is read for what the libraries of Azure and Teams take from it.
 */
export function connectionsOf(config: Config, environment: Environment): readonly Connection[] {
  const { model, embedding, store, directory } = config;
  return [
    ...chat(config, environment),
    ...server('model', model, environment),
    ...server('embedding', embedding, environment),
    ...(store.kind === 'cosmos'
      ? [
          {
            purpose: 'store',
            url: store.endpoint,
            setting: 'COSMOS_ENDPOINT',
            when: 'always',
            ...environmentProxy(store.endpoint, environment),
          } as const,
          ...azureSignIn('store', store.key, environment),
        ]
      : []),
    ...(directory.kind === 'graph'
      ? [
          { purpose: 'directory', url: MICROSOFT.graph, setting: 'KANAME_DIRECTORY', when: 'always' } as const,
          ...azureSignIn('directory', undefined, environment),
        ]
      : []),
  ];
}

function chat({ teams, logo: { direct, webhook } }: Config, environment: Environment): Connection[] {
  const of = (url: string, setting: SettingName, more: Partial<Connection> = {}): Connection => ({
    purpose: 'chat',
    url,
    setting,
    when: 'always',
    ...more,
  });
  return [
    ...(teams === undefined
      ? [{ purpose: 'chat', url: SENDER, when: 'told', ...environmentProxy(SENDER, environment) } as const]
      : [
          of(MICROSOFT.teams, 'MicrosoftAppId', {
            namesFileHosts: true,
            ...environmentProxy(MICROSOFT.teams, environment),
          }),
          of(MICROSOFT.botKeys, 'MicrosoftAppId', {
            signIn: true,
            ...environmentProxy(MICROSOFT.botKeys, environment),
          }),
          teams.type === 'UserAssignedMSI'
            ? of(identityOf(environment), 'MicrosoftAppType', { signIn: true })
            : of(MICROSOFT.login, 'MicrosoftAppId', {
                signIn: true,
                ...environmentProxy(MICROSOFT.login, environment),
              }),
        ]),
    ...(direct === undefined
      ? []
      : [
          of(direct.endpoint, 'KANAME_LOGO_ENDPOINT', {
            namesFileHosts: true,
            ...(direct.proxy !== undefined && { proxy: direct.proxy }),
          }),
        ]),
    ...(webhook?.callbacks ?? []).map((url) => of(url, 'KANAME_WEBHOOK_CALLBACKS')),
    ...(webhook?.pollUrl === undefined ? [] : [of(webhook.pollUrl, 'KANAME_WEBHOOK_POLL_URL')]),
  ];
}

function server(
  purpose: 'model' | 'embedding',
  config: Config['model'] | Config['embedding'],
  environment: Environment,
): Connection[] {
  if (config.kind === 'azure-openai') {
    return [
      { purpose, url: config.endpoint, setting: 'AZURE_OPENAI_ENDPOINT', when: 'always' },
      ...azureSignIn(purpose, config.apiKey, environment),
    ];
  }
  if (config.kind !== 'openai-compatible') return [];
  const own = purpose === 'embedding' && Boolean(environment.OPENAI_EMBEDDING_BASE_URL?.trim());
  return [
    {
      purpose,
      url: config.baseURL,
      setting: own ? 'OPENAI_EMBEDDING_BASE_URL' : 'OPENAI_BASE_URL',
      when: 'always',
    },
  ];
}

/** Without a key, the identity of the machine or of an application signs in, whichever there is. */
function azureSignIn(purpose: Purpose, key: string | undefined, environment: Environment): Connection[] {
  if (key !== undefined) return [];
  const login = environment.AZURE_AUTHORITY_HOST?.trim() || MICROSOFT.login;
  return [
    { purpose, signIn: true, url: login, when: 'perhaps', ...environmentProxy(login, environment) },
    { purpose, signIn: true, url: identityOf(environment), when: 'perhaps' },
  ];
}

function identityOf(environment: Environment): string {
  return environment.IDENTITY_ENDPOINT?.trim() || MICROSOFT.identity;
}

/**
 * The libraries of Teams, Cosmos DB and Azure's sign-in take a proxy from these variables, in this order and whatever the
 * address (@azure/core-rest-pipeline, policies/proxyPolicy), and so does what fetches the files of Teams; other calls of
 * Kaname do not.
 */
function environmentProxy(url: string, environment: Environment): Pick<Connection, 'proxy'> {
  const value = (name: string) => environment[name] || environment[name.toLowerCase()] || undefined;
  const proxy = value('HTTPS_PROXY') ?? value('ALL_PROXY') ?? value('HTTP_PROXY');
  if (proxy === undefined || !URL.canParse(proxy)) return {};
  const { hostname } = new URL(url);
  const isExempt = (value('NO_PROXY') ?? '')
    .split(',')
    .map((name) => name.trim())
    .some((name) => name === hostname || (name.startsWith('.') && `.${hostname}`.endsWith(name)));
  return isExempt ? {} : { proxy };
}
