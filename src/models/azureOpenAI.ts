import { type AzureDeployment, azureClient } from './azureClient.ts';
import { type CallLimits, chatModel } from './chatModel.ts';
import type { LanguageModel } from './languageModel.ts';

export interface AzureOpenAIOptions extends AzureDeployment, CallLimits {}

/** A deployment of Azure OpenAI, with its key or with managed identity. */
export function azureOpenAI(options: AzureOpenAIOptions): LanguageModel {
  const { endpoint, deployment, apiVersion, apiKey, credential, ...limits } = options;
  return chatModel(azureClient(options), `azure-openai ${deployment}`, deployment, limits);
}
