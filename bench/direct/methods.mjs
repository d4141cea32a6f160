import { types } from './world.mjs';

/** An answer that is an error, as the platform gives it. */
export class Refusal extends Error {
  constructor(code, message, detail = null) {
    super(message);
    this.answer = { code, message, detail };
  }
}

const ASCENDING = 1;

/**
 * What the platform does for each method that direct-js calls: methods.create_message([room, type, content]) and so on.
 * @param {import('./world.mjs').World} world
 * @param {{token: () => string, httpsUrl: () => string, changed: () => void}} server
 */
export function createMethods(world, server) {
  const roomOf = (id) => {
    const room = world.rooms.get(id);
    if (!room?.members.includes(world.bot.id)) throw new Refusal(400, 'invalid talk_id');
    return room;
  };
  const newest = ({ messages }) => messages.at(-1)?.id ?? null;
  return {
    create_session([token]) {
      if (token !== server.token()) throw new Refusal(401, 'invalid token');
      return {
        user: world.personOnWire(world.bot),
        device: { device_id: world.domain },
        // No notifications are kept for a session that is away: the client must look for itself.
        notification: false,
        password_expiration: {},
        configuration: { max_talks: 1000, allow_attachment_type: 1 },
      };
    },
    reset_notification: () => true,
    start_notification: () => true,
    update_last_used_at: () => true,
    update_read_statuses: () => true,
    get_domains: () => [{ domain_id: world.domain, updated_at: world.domain, domain: { domain_name: 'みさき市' } }],
    get_announcement_statuses: () => [{ domain_id: world.domain }],
    get_friends: () => [[world.domain, [...world.people.values()].map((person) => world.personOnWire(person))]],
    get_acquaintances: () => [[world.domain, []]],
    get_account_control_requests: () => [],
    get_domain_invites: () => [],
    get_joined_account_control_group: () => [],
    get_user_identifiers: () => ({ contents: [] }),
    get_talks: () => world.botRooms().map((room) => world.roomOnWire(room)),
    get_talk_statuses: () =>
      world.botRooms().map((room) => ({ talk_id: room.id, unread_count: 0, max_message_id: newest(room) })),
    get_messages([id, count, since, max, order]) {
      const within = roomOf(id).messages.filter(
        (message) => (since === null || message.id > since) && (max === null || message.id <= max),
      );
      const page = order === ASCENDING ? within.slice(0, count) : within.slice(-count).reverse();
      return page.map((message) => world.messageOnWire(message));
    },
    create_message([id, type, content]) {
      const message = world.addMessage(roomOf(id), world.bot.id, type, content);
      return world.messageOnWire(message);
    },
    create_note([id, title, , text, withMessage]) {
      const room = roomOf(id);
      const note = { id: world.newId(), room: id, title, text, at: BigInt(Date.now()) };
      world.notes.push(note);
      const told = { note_id: note.id, title, revision: 1, deleted: false, has_attachments: false };
      if (withMessage) world.addMessage(room, world.bot.id, types.noteCreated, told);
      return world.noteOnWire(note);
    },
    create_upload_auth([name, contentType, size]) {
      const file = world.addFile({ name, contentType, size: Number(size), bytes: undefined });
      const url = `${server.httpsUrl()}/albero-app-server/files/${file.id}`;
      const post_form = { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename*=UTF-8''file` };
      return { file_id: file.id, get_url: url, put_url: `${server.httpsUrl()}/upload/${file.id}`, post_form };
    },
    delete_talker([id, user]) {
      const room = roomOf(id);
      room.members = room.members.filter((member) => member !== user);
      return true;
    },
    get_users: ([, ids]) =>
      ids.flatMap((id) => (world.people.has(id) ? [world.personOnWire(world.people.get(id))] : [])),
  };
}
