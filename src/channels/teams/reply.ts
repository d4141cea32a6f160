import type { Activity } from 'botbuilder';
import type { Connector } from './connector.ts';
import { readSendFailure } from './sendFailure.ts';

/** How one turn shows itself in a conversation: what it is doing, what it has so far, and its one last message. */
export interface Reply {
  progress(text: string): void;
  /** The whole text so far. */
  partial(text: string): void;
  /**
   * Puts the last message in the place of what was shown before, and resolves to its id; `undefined` where the user
   * pressed Stop and nothing more is to be said. Throws when Teams takes it in no way; another message may then be
   * tried.
   */
  finish(message: Partial<Activity>): Promise<string | undefined>;
}

/**
 * Replaces the activity `shown`, or where that fails sends a new one and takes the old one away. Throws what the last
 * way threw.
 */
export async function replaceOrSend(
  connector: Connector,
  shown: string | undefined,
  message: Partial<Activity>,
): Promise<string> {
  if (shown === undefined) return connector.send(message);
  try {
    await connector.update(shown, message);
    return shown;
  } catch (thrown) {
    const id = await connector.send(message);
    if (readSendFailure(thrown).status !== 404) await connector.remove(shown).catch(() => undefined);
    return id;
  }
}
