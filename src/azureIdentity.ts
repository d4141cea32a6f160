import type { TokenCredential } from '@azure/identity';

/**
 * Tokens for one service of Azure, of the process's own identity (managed identity; `az login` on a desk) unless another
 * credential is given. The identity package is large, and most installations have no use for it: it is loaded with the
 * first call.
 */
export function azureTokens(scope: string, credential: TokenCredential | undefined): () => Promise<string> {
  let provider: Promise<() => Promise<string>> | undefined;
  return async () => {
    provider ??= import('@azure/identity').then(({ DefaultAzureCredential, getBearerTokenProvider }) =>
      getBearerTokenProvider(credential ?? new DefaultAzureCredential(), scope),
    );
    return (await provider)();
  };
}
