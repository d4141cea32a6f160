import type { LanguageModel, TokenUse } from './languageModel.ts';

/** The same model, telling after each call how many tokens it took. */
export function withUsage(model: LanguageModel, onUse: (use: TokenUse) => void): LanguageModel {
  return {
    name: model.name,
    writes: model.writes,
    async *run(task, signal) {
      for await (const event of model.run(task, signal)) {
        if (event.kind === 'end') onUse(event.use);
        yield event;
      }
    },
  };
}
