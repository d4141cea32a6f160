/*
 * What the fake platform knows: people, rooms, messages, notes, files. Ids have 19 digits, grow with time, and differ in
 * their low bits, so that a client that takes them for numbers is found out.
 */

const FIRST_ID = 1_152_921_507_291_203_198n;
const ID_STEP = 1_048_577n;

/** The platform's numbers for kinds of messages. */
export const types = {
  system: 0,
  text: 1,
  file: 4,
  textAndFiles: 5,
  noteCreated: 10,
  yesNo: 500,
  yesNoReply: 501,
  select: 502,
  selectReply: 503,
};

export class World {
  #lastId = FIRST_ID;
  domain = this.newId();
  people = new Map();
  rooms = new Map();
  messages = new Map();
  notes = [];
  files = new Map();
  bot;

  constructor(botName) {
    this.bot = this.addPerson(botName);
  }

  newId() {
    this.#lastId += ID_STEP;
    return this.#lastId;
  }

  addPerson(name) {
    const person = { id: this.newId(), name };
    this.people.set(person.id, person);
    return person;
  }

  addRoom(kind, name, members) {
    const room = { id: this.newId(), kind, name, members: [...members], messages: [] };
    this.rooms.set(room.id, room);
    return room;
  }

  /** Rooms that the bot is in. */
  botRooms() {
    return [...this.rooms.values()].filter(({ members }) => members.includes(this.bot.id));
  }

  addMessage(room, sender, type, content, at = Date.now()) {
    const message = { id: this.newId(), room: room.id, sender, type, content, at };
    room.messages.push(message);
    this.messages.set(message.id, message);
    return message;
  }

  addFile(file) {
    const stored = { id: this.newId(), ...file };
    this.files.set(stored.id, stored);
    return stored;
  }

  /** The forms in which these go over the wire. */
  personOnWire({ id, name }) {
    return { user_id: id, domain_id: this.domain, display_name: name, canonical_display_name: name, updated_at: id };
  }

  roomOnWire({ id, kind, name, members }) {
    const type = kind === 'pair' ? 1 : 2;
    const talk_name = kind === 'pair' ? null : name;
    return { talk_id: id, domain_id: this.domain, type, talk_name, user_ids: members, updated_at: id };
  }

  messageOnWire({ id, room, sender, type, content, at }) {
    return { message_id: id, talk_id: room, user_id: sender, type, content, created_at: BigInt(at), read_user_ids: [] };
  }

  noteOnWire({ id, room, title, text, at }) {
    const revision = {
      title,
      content_type: 1,
      content_text: text,
      created_by: this.bot.id,
      created_at: at,
      revision: 1,
    };
    return {
      note_id: id,
      talk_id: room,
      created_by: this.bot.id,
      created_at: at,
      note_revision: revision,
      setting: {},
    };
  }
}
