import type { LanguageModel } from '../models/languageModel.ts';
import type { HistoryStore } from '../stores/history.ts';
import type { Genre } from '../writing/genre.ts';
import type { QuestionTools } from './ask/fileQuestion.ts';
import { createAsk } from './ask.ts';
import { createChoose } from './choose.ts';
import type { Command } from './command.ts';
import { createConsult } from './consult.ts';
import { createDraft } from './draft.ts';
import { createHelp } from './help.ts';
import { createHistory } from './history.ts';
import { createIdentity } from './identity.ts';
import { createReset } from './reset.ts';
import { createSummarize } from './summarize.ts';

export interface CommandTools {
  readonly model: LanguageModel;
  readonly extractive: LanguageModel;
  readonly history: HistoryStore;
  readonly genres: readonly Genre[];
  /** Absent where questions cannot be filed for the departments. */
  readonly questions?: QuestionTools;
}

/** Everything Kaname can do. The order decides which of two commands with the same opening word is meant. */
export function createCommands({ model, extractive, history, genres, questions }: CommandTools): readonly Command[] {
  const commands: Command[] = [
    createAsk(model, questions),
    createSummarize({ model, extractive }),
    createDraft({ model, extractive }, genres),
    createConsult(model),
    createHelp(model.writes),
    createHistory(history, (name) => commands.find((command) => command.name === name)?.title ?? name),
    createReset(history),
    createIdentity(),
    createChoose(),
  ];
  return commands;
}
