import { resolve } from 'node:path';
import { type LogoConfig, readLogo } from './config/logo.ts';
import { type Environment, present, type Reader, reader } from './config/reader.ts';
import { readTeams, type TeamsConfig } from './config/teams.ts';
import type { LogLevel } from './log.ts';
import { projectFile } from './projectFiles.ts';

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
  readonly logo: LogoConfig;
}

/** Who says which departments a person belongs to; with `none`, documents for some departments are shown to nobody. */
export type DirectoryConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly path: string }
  /** `people`: a list of people of which only the links between Teams and LoGo Chat count. */
  | { readonly kind: 'graph'; readonly people?: string };

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
    logo: readLogo(read),
  });
}

function readDirectory(read: Reader): DirectoryConfig {
  const kind = read.oneOf('KANAME_DIRECTORY', ['file', 'graph']);
  const path = read.optional('KANAME_PEOPLE');
  if (kind === 'graph') return { kind, ...present('people', path && resolve(path)) };
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
