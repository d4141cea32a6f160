import { isObjectId } from './directory.ts';

/** The channels that say who their senders are. */
export type IdentityChannel = 'teams' | 'logo' | 'console';

/** Who a sender is to Kaname, whichever channel they write in. */
export interface Identity {
  /**
   * An Entra object id in small letters, `logo:` and the id in LoGo Chat, or what `ownPerson` makes of another id. No
   * channel can name a sender so that they are taken for a person of another channel.
   */
  readonly person: string;
  /** The ids of who is linked, as each channel gives them. */
  readonly linked?: { readonly teams: string; readonly logo: string };
}

/**
 * Who is who across channels. Only ids that a channel itself vouches for are asked about, never names, and only the
 * administrator's list links two of them.
 */
export interface Identities {
  identify(channel: IdentityChannel, id: string): Promise<Identity>;
  /** The person alone, for the ids of an audience. */
  personOf(channel: IdentityChannel, id: string): Promise<string>;
}

/** From ids in LoGo Chat to object ids in small letters, as they are linked now. */
export type CurrentLinks = () => Promise<ReadonlyMap<string, string>>;

/** Identities by the links that the administrator's list has at the time; without links everybody is their own person. */
export function createIdentities(currentLinks: CurrentLinks = async () => new Map()): Identities {
  return {
    async identify(channel, id) {
      const person = ownPerson(channel, id);
      if (channel === 'console') return { person };
      const links = await currentLinks();
      if (channel === 'logo') {
        const teams = links.get(id);
        return teams === undefined ? { person } : { person: teams, linked: { teams, logo: id } };
      }
      for (const [logo, teams] of links) if (teams === person) return { person, linked: { teams, logo } };
      return { person };
    },
    personOf: async (channel, id) =>
      (channel === 'logo' ? (await currentLinks()).get(id) : undefined) ?? ownPerson(channel, id),
  };
}

/** The person whom an id stands for where nothing links it to another. */
export function ownPerson(channel: IdentityChannel, id: string): string {
  switch (channel) {
    case 'logo':
      return logoPerson(id);
    case 'teams':
      // Guests of some kinds have no object id, and a developer's client may send anything.
      return isObjectId(id) ? id.toLowerCase() : `teams:${id}`;
    case 'console':
      return id;
  }
}

/** The person of an id in LoGo Chat that is linked to nobody. */
export function logoPerson(id: string): string {
  return `logo:${id}`;
}
