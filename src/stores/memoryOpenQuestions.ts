import { byFrequency, isKept, today, withEdit, withFiling } from './openQuestionChanges.ts';
import type { OpenQuestion, OpenQuestionStore } from './openQuestions.ts';
import type { Retention } from './retention.ts';

/** Questions that live and die with the process: for tests, and for embedding Kaname where nothing may be kept. */
export function createMemoryOpenQuestions(retention: Retention): OpenQuestionStore {
  const questions = new Map<string, OpenQuestion>();
  const kept = (id: string): OpenQuestion | undefined => {
    const question = questions.get(id);
    return question && isKept(question, retention) ? question : undefined;
  };
  return {
    async file(filing) {
      const question = withFiling(kept(filing.id), filing, today(retention));
      questions.set(filing.id, structuredClone(question));
      return structuredClone(question);
    },
    async list(state) {
      for (const [id, question] of questions) if (!isKept(question, retention)) questions.delete(id);
      const found = [...questions.values()].filter((question) => state === undefined || question.state === state);
      return structuredClone(found.sort(byFrequency));
    },
    find: async (id) => structuredClone(kept(id)),
    async save(edits) {
      const saved = edits.map((edit) => withEdit(kept(edit.id), edit, today(retention)));
      for (const question of saved) questions.set(question.id, structuredClone(question));
      return structuredClone(saved);
    },
    async check() {},
    async close() {},
  };
}
