import type { TokenCredential } from '@azure/identity';
import { AzureOpenAI } from 'openai';
import { azureTokens } from '../azureIdentity.ts';
import { clientDefaults } from './chatModel.ts';

/** Where a deployment of Azure OpenAI is, and who signs in to it. */
export interface AzureDeployment {
  /** `https://….openai.azure.com` */
  readonly endpoint: string;
  readonly deployment: string;
  readonly apiVersion?: string;
  /** Without a key the process's own identity signs in (managed identity; `az login` on a desk). */
  readonly apiKey?: string;
  /** Signs in instead of the process's own identity; for tests and unusual tenants. */
  readonly credential?: TokenCredential;
}

const SCOPE = 'https://cognitiveservices.azure.com/.default';

/** A client of one deployment of Azure OpenAI, with its key or with managed identity; nothing is sent yet. */
export function azureClient(options: AzureDeployment): AzureOpenAI {
  const { endpoint, deployment, apiVersion = '2024-10-21', apiKey, credential } = options;
  return new AzureOpenAI({
    ...clientDefaults,
    // Not `endpoint`: beside it the client would read OPENAI_BASE_URL, and refuse the two together.
    baseURL: `${endpoint.replace(/\/+$/, '')}/openai`,
    deployment,
    apiVersion,
    ...(apiKey ? { apiKey } : { apiKey: '', azureADTokenProvider: azureTokens(SCOPE, credential) }),
  });
}
