import { resolve } from 'node:path';
import { z } from 'zod';
import { KanameError } from './errors.ts';
import type { LogLevel } from './log.ts';
import { projectFile } from './projectFiles.ts';
import { type SettingName, settings } from './settings.ts';

/** The configuration, read once at the start and never changed. Paths are absolute, times in the unit they name. */
export interface Config {
  readonly port: number;
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly policies: {
    readonly folder: string;
    /** False where the folder is only the default: samples are then left out beside an office's own rules. */
    readonly chosen: boolean;
  };
  readonly directory: DirectoryConfig;
  readonly model: ModelConfig;
  readonly embedding: EmbeddingConfig;
  readonly store: StoreConfig;
  readonly retentionDays: number;
  /** Absent: the bot has no identity, listens on the loopback only and takes any tenant. */
  readonly teams?: TeamsConfig;
}

/** Who says which departments a person belongs to; with `none`, documents for some departments are shown to nobody. */
export type DirectoryConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'graph' };

export type ModelConfig =
  | { readonly kind: 'extractive' }
  | {
      readonly kind: 'azure-openai';
      readonly endpoint: string;
      readonly apiKey?: string;
      readonly deployment: string;
      readonly apiVersion: string;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'openai-compatible';
      readonly baseURL: string;
      readonly apiKey?: string;
      readonly model: string;
      readonly timeoutMs: number;
    };

export type EmbeddingConfig =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'off' }
  | {
      readonly kind: 'azure-openai';
      readonly endpoint: string;
      readonly apiKey?: string;
      readonly deployment: string;
      readonly apiVersion: string;
    }
  | {
      readonly kind: 'openai-compatible';
      readonly baseURL: string;
      readonly apiKey?: string;
      readonly model: string;
      readonly queryModel?: string;
    };

export type StoreConfig =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'cosmos'; readonly endpoint: string; readonly key?: string; readonly database: string };

export interface TeamsConfig {
  readonly appId: string;
  readonly password?: string;
  readonly type: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  readonly tenant?: string;
  /** Tenants whose messages are answered; others are refused. */
  readonly allowedTenants: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment. An empty variable counts as unset.
 * @throws KanameError `wrong_configuration`, naming the variable and how to mend it
 */
export function readConfig(environment: Environment): Config {
  const read = reader(environment);
  const policies = read.optional('KANAME_POLICIES');
  return Object.freeze({
    port: read.number('PORT', 0, 65_535),
    dataDir: resolve(read.text('KANAME_DATA_DIR')),
    logLevel: read.oneOf('KANAME_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent']),
    policies: {
      folder: policies === undefined ? projectFile('samples/policies') : resolve(policies),
      chosen: policies !== undefined,
    },
    directory: readDirectory(read),
    model: readModel(read),
    embedding: readEmbedding(read),
    store: readStore(read),
    retentionDays: read.number('KANAME_RETENTION_DAYS', 1, 36_500),
    ...readTeams(read),
  });
}

type Reader = ReturnType<typeof reader>;

function reader(environment: Environment) {
  const optional = (name: SettingName) => environment[name]?.trim() || undefined;
  const text = (name: SettingName): string => {
    const value = optional(name) ?? settings[name].fallback;
    if (value === undefined || value === '') throw wrong(name, '値が設定されていません。');
    return value;
  };
  return {
    optional,
    text,
    number(name: SettingName, least: number, most: number): number {
      const parsed = z.coerce.number().int().min(least).max(most).safeParse(text(name));
      if (!parsed.success) throw wrong(name, `${least}から${most}までの整数で指定してください。`);
      return parsed.data;
    },
    oneOf<const T extends string>(name: SettingName, values: readonly T[]): T {
      const value = text(name);
      const match = values.find((candidate) => candidate === value);
      if (match === undefined) throw wrong(name, `${values.join('、')} のいずれかを指定してください。`);
      return match;
    },
    url(name: SettingName): string {
      const value = text(name);
      const parsed = z.url({ protocol: /^https?$/ }).safeParse(value);
      if (!parsed.success) throw wrong(name, 'http:// または https:// で始まるURLを指定してください。');
      return value;
    },
  };
}

function readDirectory(read: Reader): DirectoryConfig {
  const kind = read.oneOf('KANAME_DIRECTORY', ['file', 'graph']);
  const path = read.optional('KANAME_PEOPLE');
  if (kind === 'graph') {
    if (path !== undefined) throw wrong('KANAME_PEOPLE', 'KANAME_DIRECTORY が graph のときは、設定しないでください。');
    return { kind };
  }
  return path === undefined ? { kind: 'none' } : { kind, path: resolve(path) };
}

function readModel(read: Reader): ModelConfig {
  const kind = read.oneOf('KANAME_MODEL', ['extractive', 'azure-openai', 'openai-compatible']);
  if (kind === 'extractive') return { kind };
  const timeoutMs = read.number('KANAME_MODEL_TIMEOUT', 1, 3600) * 1000;
  if (kind === 'azure-openai') {
    return {
      kind,
      endpoint: read.url('AZURE_OPENAI_ENDPOINT'),
      deployment: read.text('AZURE_OPENAI_DEPLOYMENT'),
      apiVersion: read.text('AZURE_OPENAI_API_VERSION'),
      timeoutMs,
      ...present('apiKey', read.optional('AZURE_OPENAI_API_KEY')),
    };
  }
  return {
    kind,
    baseURL: read.url('OPENAI_BASE_URL'),
    model: read.text('OPENAI_MODEL'),
    timeoutMs,
    ...present('apiKey', read.optional('OPENAI_API_KEY')),
  };
}

function readEmbedding(read: Reader): EmbeddingConfig {
  const kind = read.oneOf('KANAME_EMBEDDING', ['embedded', 'azure-openai', 'openai-compatible', 'off']);
  if (kind === 'embedded' || kind === 'off') return { kind };
  if (kind === 'azure-openai') {
    return {
      kind,
      endpoint: read.url('AZURE_OPENAI_ENDPOINT'),
      deployment: read.text('AZURE_OPENAI_EMBEDDING_DEPLOYMENT'),
      apiVersion: read.text('AZURE_OPENAI_API_VERSION'),
      ...present('apiKey', read.optional('AZURE_OPENAI_API_KEY')),
    };
  }
  const own = read.optional('OPENAI_EMBEDDING_BASE_URL');
  return {
    kind,
    baseURL: read.url(own === undefined ? 'OPENAI_BASE_URL' : 'OPENAI_EMBEDDING_BASE_URL'),
    model: read.text('OPENAI_EMBEDDING_MODEL'),
    ...present('apiKey', read.optional('OPENAI_API_KEY')),
    ...present('queryModel', read.optional('OPENAI_EMBEDDING_QUERY_MODEL')),
  };
}

function readStore(read: Reader): StoreConfig {
  const kind = read.oneOf('KANAME_STORE', ['embedded', 'cosmos']);
  if (kind === 'embedded') return { kind };
  return {
    kind,
    endpoint: read.url('COSMOS_ENDPOINT'),
    database: read.text('COSMOS_DATABASE'),
    ...present('key', read.optional('COSMOS_KEY')),
  };
}

function readTeams(read: Reader): { teams?: TeamsConfig } {
  const appId = read.optional('MicrosoftAppId');
  if (appId === undefined) return {};
  const type = read.oneOf('MicrosoftAppType', ['SingleTenant', 'MultiTenant', 'UserAssignedMSI']);
  const password = read.optional('MicrosoftAppPassword');
  const tenant = read.optional('MicrosoftAppTenantId');
  const listed = (read.optional('KANAME_TENANTS') ?? '').split(',').map((id) => id.trim());
  const allowedTenants = [...new Set([tenant ?? '', ...listed])].filter((id) => id !== '');
  if (type !== 'MultiTenant' && tenant === undefined) {
    throw wrong('MicrosoftAppTenantId', `MicrosoftAppType が ${type} のときは、テナントIDが必要です。`);
  }
  if (type !== 'UserAssignedMSI' && password === undefined) {
    throw wrong('MicrosoftAppPassword', 'ボットのクライアントシークレットを設定してください。');
  }
  if (type === 'UserAssignedMSI' && password !== undefined) {
    throw wrong('MicrosoftAppPassword', 'マネージドIDを使うときは、パスワードを設定しないでください。');
  }
  if (allowedTenants.length === 0) {
    throw wrong('KANAME_TENANTS', '利用を認めるテナントのIDを、コンマ区切りで指定してください。');
  }
  return {
    teams: { appId, type, allowedTenants, ...present('password', password), ...present('tenant', tenant) },
  };
}

function present<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

function wrong(name: SettingName, mend: string): KanameError {
  return new KanameError('wrong_configuration', `環境変数 ${name} の設定を確認してください。${mend}`);
}
