import type { RuleDocument } from '../policy/document.ts';
import type { RuleLibrary } from '../policy/library.ts';
import type { PastTurn } from '../stores/history.ts';
import type { TurnMemory } from './command.ts';

/** The entry of a turn's memory that names the documents for some departments only on which its answer rests. */
const KEY = 'restricted';

/** What a turn has to remember of the documents it quotes; nothing where everybody may read them. */
export function restrictionBy(documents: readonly (RuleDocument | undefined)[]): TurnMemory {
  return remembered(documents.flatMap((document) => (document?.readers === undefined ? [] : [document.id])));
}

/** What a turn has to remember whose answer was made from earlier turns. */
export function restrictionFrom(history: readonly PastTurn[]): TurnMemory {
  return remembered(history.flatMap(restrictedIn));
}

/**
 * The turns whose answers may still be told: somebody may have joined the chat since, or moved to another department.
 * The rules are asked for only where a turn rests on such a document.
 */
export async function stillReadable(
  turns: readonly PastTurn[],
  rules: () => Promise<RuleLibrary>,
): Promise<readonly PastTurn[]> {
  if (turns.every((turn) => restrictedIn(turn).length === 0)) return turns;
  const library = await rules();
  return turns.filter((turn) => restrictedIn(turn).every((id) => library.document(id) !== undefined));
}

function remembered(ids: readonly string[]): TurnMemory {
  return ids.length === 0 ? {} : { [KEY]: [...new Set(ids)].join('\n') };
}

function restrictedIn({ memory }: PastTurn): string[] {
  return memory[KEY]?.split('\n') ?? [];
}
