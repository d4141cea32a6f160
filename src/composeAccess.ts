import type { Directory } from './access/directory.ts';
import { createIdentities, type Identities } from './access/identities.ts';
import type { PeopleUse } from './access/peopleColumns.ts';
import { createReadersAmong } from './access/readersAmong.ts';
import type { DirectoryConfig } from './config.ts';
import type { IncomingMessage } from './conversation/message.ts';
import type { Log } from './log.ts';
import type { RuleLibrary } from './policy/library.ts';

export interface People {
  /** Who belongs where; undefined where the configuration names no source. */
  readonly directory: Directory | undefined;
  /** Who is who across channels. */
  readonly identities: Identities;
}

/** Who belongs where, and who is who. Throws KanameError `wrong_configuration`. */
export async function composePeople(config: DirectoryConfig, log: Log): Promise<People> {
  if (config.kind === 'none') return { directory: undefined, identities: createIdentities() };
  // Reading tables and signing in take a while to load, and most offices use neither.
  const open = async (path: string, use: PeopleUse) =>
    (await import('./access/peopleFile.ts')).openPeopleFile(path, log, use);
  if (config.kind === 'file') {
    const file = await open(config.path, 'departments');
    return { directory: file, identities: createIdentities(file.links) };
  }
  const links = config.people === undefined ? undefined : (await open(config.people, 'links')).links;
  return {
    directory: (await import('./access/graphDirectory.ts')).graphDirectory(),
    identities: createIdentities(links),
  };
}

export interface AccessTools {
  /** Asked anew for each message: the rules may change while the bot runs. */
  readonly library: Pick<RuleLibrary, 'documents' | 'seenBy'>;
  readonly directory: Directory | undefined;
  readonly log: Log;
  readonly now: () => Date;
}

/** The rules as everyone who will see the reply to a message may read them, today. */
export function rulesForAudience({ library, directory, log, now }: AccessTools) {
  const readersAmong = createReadersAmong(directory, log);
  const restricted = () => library.documents().some(({ readers }) => readers !== undefined);
  if (directory === undefined && restricted()) {
    log.warn('documents for some departments are shown to nobody: set KANAME_PEOPLE or KANAME_DIRECTORY');
  }
  return async ({ audience }: Pick<IncomingMessage, 'audience'>): Promise<RuleLibrary> =>
    // The roster of a channel is not fetched where there is nothing to keep from anyone.
    library.seenBy({ readers: await readersAmong(restricted() ? audience : undefined), on: today(now()) });
}

/** The rules as the operator at the terminal sees them: all, today. */
export function rulesForOperator({ library, now }: Pick<AccessTools, 'library' | 'now'>) {
  return async (): Promise<RuleLibrary> => library.seenBy({ readers: 'all', on: today(now()) });
}

/**
 * How much of the rules everybody may read: what `/readyz` tells, which anybody can open. Counted anew where the rules or
 * the day changed.
 */
export function publicSize(current: () => RuleLibrary, now: () => Date): () => RuleLibrary['size'] {
  let counted: { readonly of: RuleLibrary; readonly on: string; readonly size: RuleLibrary['size'] } | undefined;
  return () => {
    const [of, on] = [current(), today(now())];
    if (counted?.of !== of || counted.on !== on) counted = { of, on, size: of.seenBy({ readers: [[]], on }).size };
    return counted.size;
  };
}

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' });

/** The day in Japan, YYYY-MM-DD. */
function today(at: Date): string {
  return calendar.format(at);
}
