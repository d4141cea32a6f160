import { TeamsInfo, type TurnContext } from 'botbuilder';
import { repeated, type SendTiming, whereTemporary } from './connector.ts';
import { withinDeadline } from './deadline.ts';

/** One page of a roster. */
export interface MembersPage {
  /** The Entra object id of each member; undefined for somebody who has none (an anonymous participant of a meeting). */
  readonly ids: readonly (string | undefined)[];
  /** Asks for the next page; absent on the last one. */
  readonly next?: string;
}

/** Reads a page of the members of a team, or without `team` of the chat that is spoken in. Throws what Teams refuses. */
export type ReadMembers = (team: string | undefined, next: string | undefined) => Promise<MembersPage>;

/** Teams gives at least 50 and at most 500 on a page, and a chat's roster whole. */
const PAGE_SIZE = 500;

/** Asks Teams through the library, once more where it is busy or out of order. */
export function membersReader(context: TurnContext, timing: SendTiming): ReadMembers {
  return async (team, next) => {
    const page = () =>
      team === undefined
        ? TeamsInfo.getPagedMembers(context, PAGE_SIZE, next)
        : TeamsInfo.getPagedTeamMembers(context, team, PAGE_SIZE, next);
    const { members, continuationToken } = await repeated(
      () => withinDeadline(page(), timing.timeoutMs),
      timing,
      whereTemporary,
    );
    return { ids: members.map(objectIdOf), ...(continuationToken && { next: continuationToken }) };
  };
}

/** The service says `objectId` where the library's own type says `aadObjectId`. */
function objectIdOf(member: object): string | undefined {
  const { aadObjectId, objectId } = member as { readonly aadObjectId?: unknown; readonly objectId?: unknown };
  const id = aadObjectId || objectId;
  return typeof id === 'string' && id !== '' ? id.toLowerCase() : undefined;
}
