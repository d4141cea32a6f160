import type { Activity } from 'botbuilder';
import type { Log } from '../../log.ts';
import { isRecord } from './cardAction.ts';
import { withinDeadline } from './deadline.ts';
import type { ReadMembers } from './members.ts';
import { describeSendFailure } from './sendFailure.ts';

/** Who will see the reply to a message. */
export interface Audiences {
  /**
   * The Entra object ids of everyone who will see the reply to this activity, guests among them; undefined where Teams
   * does not say, in time or at all, or where they are too many to look at.
   */
  of(activity: Activity, read: ReadMembers): Promise<readonly string[] | undefined>;
  /** Somebody has joined this team or chat. */
  forget(activity: Activity): void;
}

export interface AudienceTiming {
  /** For the whole roster, in milliseconds. */
  readonly deadlineMs: number;
  /** How long a roster is taken for true, in milliseconds, unless Teams tells that somebody has joined. */
  readonly keptMs: number;
}

export const AUDIENCE_TIMING: AudienceTiming = { deadlineMs: 8_000, keptMs: 3 * 60_000 };

/** 2,000 people: where so many read along, there is nothing for some departments only. */
const MOST_PAGES = 4;
const MOST_KEPT = 1_000;

type Place = 'personal' | 'unknown' | { readonly key: string; readonly team?: string };

/** Finds out who will see a reply; a roster is kept for a while, since Teams limits how often it may be read. */
export function createAudiences(timing: AudienceTiming, now: () => Date, log: Log): Audiences {
  const kept = new Map<string, { readonly ids: Promise<readonly string[] | undefined>; readonly until: number }>();

  const roster = async (team: string | undefined, read: ReadMembers): Promise<readonly string[] | undefined> => {
    const found: string[] = [];
    let next: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { ids, next: following } = await read(team, next);
      const known = ids.filter((id) => id !== undefined);
      if (known.length < ids.length) return undefined;
      found.push(...known);
      if (following === undefined) return found.length > 0 ? found : undefined;
      next = following;
    }
    log.info('teams.roster_too_large');
    return undefined;
  };
  const fetched = (key: string, team: string | undefined, read: ReadMembers) => {
    const ids = withinDeadline(roster(team, read), timing.deadlineMs).catch((thrown: unknown) => {
      log.warn('teams.roster_failed', describeSendFailure(thrown));
      if (kept.get(key)?.ids === ids) kept.delete(key);
      return undefined;
    });
    kept.delete(key);
    kept.set(key, { ids, until: now().getTime() + timing.keptMs });
    const oldest = kept.keys().next();
    if (kept.size > MOST_KEPT && !oldest.done) kept.delete(oldest.value);
    return ids;
  };

  return {
    async of(activity, read) {
      const sender = activity.from.aadObjectId?.toLowerCase();
      const place = placeOf(activity);
      if (!sender || place === 'unknown') return undefined;
      if (place === 'personal') return [sender];
      const known = kept.get(place.key);
      const ids = await (known && known.until > now().getTime() ? known.ids : fetched(place.key, place.team, read));
      // Who asks sees the answer, whatever a roster of some minutes ago says.
      return ids && [...new Set([...ids, sender])];
    },
    forget(activity) {
      const place = placeOf(activity);
      if (typeof place === 'object') kept.delete(place.key);
    },
  };
}

/** Where an activity is said. What is not known for certain to be a chat of two is not taken for one. */
function placeOf({ conversation, channelData }: Activity): Place {
  switch (conversation.conversationType) {
    case 'personal':
      return 'personal';
    case 'groupChat':
      return { key: `chat ${conversation.id}` };
    case 'channel': {
      const data: unknown = channelData;
      const team = isRecord(data) && isRecord(data.team) ? data.team.id : undefined;
      const kind = isRecord(data) && isRecord(data.channel) ? data.channel.type : undefined;
      // A shared channel is read by people of other teams and offices; a private one by some of its team.
      if (typeof team !== 'string' || team === '' || kind === 'shared') return 'unknown';
      return { key: `team ${team}`, team };
    }
    default:
      return 'unknown';
  }
}
