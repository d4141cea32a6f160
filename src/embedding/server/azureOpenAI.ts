import { type AzureDeployment, azureClient } from '../../models/azureClient.ts';
import type { EmbeddingModel } from '../embeddingModel.ts';
import { embeddingServer, type ServerLimits } from './embeddingServer.ts';

export interface AzureOpenAIEmbeddingOptions extends AzureDeployment, ServerLimits {
  /** Asks for vectors of this length (text-embedding-3 and later). */
  readonly dimensions?: number;
}

/** An embedding deployment of Azure OpenAI, with its key or with managed identity. */
export function azureOpenAIEmbedding(options: AzureOpenAIEmbeddingOptions): EmbeddingModel {
  const { endpoint, deployment, apiVersion, apiKey, credential, dimensions, ...limits } = options;
  const asked = { model: deployment, prefix: '' };
  return embeddingServer(
    azureClient(options),
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
