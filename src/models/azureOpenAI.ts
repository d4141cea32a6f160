import type { TokenCredential } from '@azure/identity';
import { AzureOpenAI } from 'openai';
import { type CallLimits, chatModel, clientDefaults } from './chatModel.ts';
import type { LanguageModel } from './languageModel.ts';

export interface AzureOpenAIOptions extends CallLimits {
  /** `https://….openai.azure.com` */
  readonly endpoint: string;
  readonly deployment: string;
  readonly apiVersion?: string;
  /** Without a key the process's own identity signs in (managed identity; `az login` on a desk). */
  readonly apiKey?: string;
  /** Signs in instead of the process's own identity; for tests and unusual tenants. */
  readonly credential?: TokenCredential;
}

const tokenScope = 'https://cognitiveservices.azure.com/.default';

/** A deployment of Azure OpenAI, with its key or with managed identity. */
export function azureOpenAI(options: AzureOpenAIOptions): LanguageModel {
  const { endpoint, deployment, apiVersion = '2024-10-21', apiKey, credential, ...limits } = options;
  const client = new AzureOpenAI({
    ...clientDefaults,
    // Not `endpoint`: beside it the client would read OPENAI_BASE_URL, and refuse the two together.
    baseURL: `${endpoint.replace(/\/+$/, '')}/openai`,
    deployment,
    apiVersion,
    ...(apiKey ? { apiKey } : { apiKey: '', azureADTokenProvider: tokenProvider(credential) }),
  });
  return chatModel(client, `azure-openai ${deployment}`, deployment, limits);
}

/** The identity package is large, and most installations have no use for it: it is loaded with the first call. */
export function tokenProvider(credential: TokenCredential | undefined): () => Promise<string> {
  let provider: Promise<() => Promise<string>> | undefined;
  return async () => {
    provider ??= import('@azure/identity').then(({ DefaultAzureCredential, getBearerTokenProvider }) =>
      getBearerTokenProvider(credential ?? new DefaultAzureCredential(), tokenScope),
    );
    return (await provider)();
  };
}
