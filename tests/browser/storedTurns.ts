import { join } from 'node:path';
import Database from 'libsql';
import { sqliteFile } from '../../src/stores/sqliteDatabase.ts';

export interface StoredTurn {
  /** The turn as JSON. */
  readonly body: string;
  /** The reaction as JSON. */
  readonly reaction: string | null;
}

/** The turns of a conversation and its threads as the running bot has written them into its file, oldest first. */
export function storedTurns(dataDir: string, conversation: string): readonly StoredTurn[] {
  const database = new Database(join(dataDir, sqliteFile), { readonly: true });
  try {
    return database
      .prepare('SELECT body, reaction FROM turns WHERE conversation = ? OR conversation LIKE ? ORDER BY id')
      .all(conversation, `${conversation};%`) as StoredTurn[];
  } finally {
    database.close();
  }
}
