import { types } from './world.mjs';

/**
 * What people do in the rooms, and what can be seen there. Ids are decimal strings on this side.
 * @param {import('./world.mjs').World} world
 * @param {(method: string, params: unknown[]) => void} notify
 */
export function createRooms(world, notify) {
  const roomOf = ({ id }) => world.rooms.get(BigInt(id));
  const idOf = ({ id }) => BigInt(id);
  const shown = ({ id, name }) => ({ id: String(id), name });
  const post = (room, sender, type, content, at) => {
    const message = world.addMessage(roomOf(room), idOf(sender), type, content, at);
    if (roomOf(room).members.includes(world.bot.id)) notify('notify_create_message', [world.messageOnWire(message)]);
    return String(message.id);
  };
  const fileContent = ({ id, name, contentType, bytes }, httpsUrl) => ({
    file_id: id,
    name,
    content_type: contentType,
    content_size: bytes.length,
    url: `${httpsUrl}/albero-app-server/files/${id}`,
  });
  const open = (kind, name, people) => {
    const room = world.addRoom(kind, name, [world.bot.id, ...people.map(idOf)]);
    notify(`notify_create_${kind}_talk`, [world.roomOnWire(room)]);
    return { ...shown(room), kind };
  };
  const withoutBot = (kind, name, people) => ({ ...shown(world.addRoom(kind, name, people.map(idOf))), kind });
  return {
    person: (name) => shown(world.addPerson(name)),
    /** The room is told of after the first message in it. */
    pairRoomBegunWith(person, text) {
      const room = withoutBot('pair', null, [person]);
      roomOf(room).members.push(world.bot.id);
      post(room, person, types.text, text);
      notify('notify_create_pair_talk', [world.roomOnWire(roomOf(room))]);
      return room;
    },
    pairRoom: (person) => open('pair', null, [person]),
    groupRoom: (name, people) => open('group', name, people),
    say: (room, person, text, { at } = {}) => post(room, person, types.text, text, at),
    mention: (person = world.bot) => `{@:${person.id},${[...person.name].length + 1}}@${person.name}`,
    press(stamp, option, person) {
      const asked = world.messages.get(BigInt(stamp));
      const answer = { in_reply_to: asked.id, ...asked.content };
      const room = { id: String(asked.room) };
      if (asked.type === types.yesNo)
        return post(room, person, types.yesNoReply, { ...answer, response: option === 0 });
      return post(room, person, types.selectReply, { ...answer, response: option });
    },
    sendFile(room, person, { name, contentType, bytes }, text) {
      const content = fileContent(
        world.addFile({ name, contentType, bytes }),
        this.url.replace(/^wss(.*?\d)\/.*$/, 'https$1'),
      );
      if (text === undefined) return post(room, person, types.file, content);
      return post(room, person, types.textAndFiles, { text, files: [content] });
    },
    groupRoomWithoutBot: (name, people) => withoutBot('group', name, people),
    addBot(room, person) {
      const group = roomOf(room);
      group.members.push(world.bot.id);
      notify('notify_add_talkers', [world.roomOnWire(group)]);
      post(room, person, types.system, { type: 'add_talkers', user_id: idOf(person), added_user_ids: [world.bot.id] });
    },
    removeBot(room) {
      const group = roomOf(room);
      group.members = group.members.filter((member) => member !== world.bot.id);
      notify('notify_delete_talk', [group.id]);
    },
    removePerson(room, person) {
      const group = roomOf(room);
      group.members = group.members.filter((member) => member !== idOf(person));
      notify('notify_delete_talker', [world.roomOnWire(group)]);
    },
    /** Tells of a message once more. */
    repeat: (message) => notify('notify_create_message', [world.messageOnWire(world.messages.get(BigInt(message)))]),
    messages: (room) =>
      roomOf(room).messages.map(({ id, sender, type, content, at }) => ({
        id: String(id),
        sender: String(sender),
        isBot: sender === world.bot.id,
        type,
        content,
        at,
      })),
    notes: (room) =>
      world.notes
        .filter((note) => note.room === idOf(room))
        .map(({ id, title, text }) => ({ id: String(id), title, text })),
    /** The bytes of the file of a message. */
    fileOf: (message) => world.files.get(message.content.file_id)?.bytes,
  };
}
