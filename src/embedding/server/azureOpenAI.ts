import type { TokenCredential } from '@azure/identity';
import { AzureOpenAI } from 'openai';
import { tokenProvider } from '../../models/azureOpenAI.ts';
import { clientDefaults } from '../../models/chatModel.ts';
import type { EmbeddingModel } from '../embeddingModel.ts';
import { embeddingServer, type ServerLimits } from './embeddingServer.ts';

export interface AzureOpenAIEmbeddingOptions extends ServerLimits {
  /** `https://….openai.azure.com` */
  readonly endpoint: string;
  readonly deployment: string;
  readonly apiVersion?: string;
  /** Without a key the process's own identity signs in (managed identity; `az login` on a desk). */
  readonly apiKey?: string;
  /** Signs in instead of the process's own identity; for tests and unusual tenants. */
  readonly credential?: TokenCredential;
  /** Asks for vectors of this length (text-embedding-3 and later). */
  readonly dimensions?: number;
}

/** An embedding deployment of Azure OpenAI, with its key or with managed identity. */
export function azureOpenAIEmbedding(options: AzureOpenAIEmbeddingOptions): EmbeddingModel {
  const { endpoint, deployment, apiVersion = '2024-10-21', apiKey, credential, dimensions, ...limits } = options;
  const client = new AzureOpenAI({
    ...clientDefaults,
    // Not `endpoint`: beside it the client would read OPENAI_BASE_URL, and refuse the two together.
    baseURL: `${endpoint.replace(/\/+$/, '')}/openai`,
    deployment,
    apiVersion,
    ...(apiKey ? { apiKey } : { apiKey: '', azureADTokenProvider: tokenProvider(credential) }),
  });
  const asked = { model: deployment, prefix: '' };
  return embeddingServer(
    client,
    {
      name: `azure-openai ${deployment}`,
      identity: JSON.stringify(['azure-openai', endpoint, deployment, dimensions]),
      question: asked,
      passage: asked,
      dimensions,
    },
    limits,
  );
}
