import { setImmediate as soon } from 'node:timers/promises';
import type { Answer, Choice, FormPart, Part } from '../../src/answer.ts';
import { createTextChannel } from '../../src/channels/text/createTextChannel.ts';
import type { Abilities, Outgoing } from '../../src/channels/text/outgoing.ts';
import type { SendPiece, TextMessage } from '../../src/channels/text/textChannel.ts';
import type { Conversation, IncomingMessage, ReplyEvent } from '../../src/conversation/message.ts';
import type { DialogueStore } from '../../src/stores/dialogues.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';

export const numbersOnly: Abilities = { textCharacters: 5000, stampOptions: 0, files: false };
export const withStamps: Abilities = {
  textCharacters: 900,
  notes: { titleCharacters: 100, textCharacters: 5000 },
  stampOptions: 10,
  files: true,
};

export const answer = (title: string, ...parts: Part[]): Answer => ({
  command: 'test',
  title,
  parts,
  basis: 'program',
  generated: false,
  speak: title,
});
export const final = (given: Answer): ReplyEvent => ({ kind: 'final', answer: given, turn: 't' });
export const say = (label: string): Choice => ({ label, action: { name: 'say', data: { text: label } } });
export const choices = (...labels: string[]): Part => ({ kind: 'choices', choices: labels.map(say) });

/** A line, several lines and a choice; the last two fields may be left out. */
export const noticeForm: FormPart = {
  kind: 'form',
  fields: [
    { id: 'subject', label: '件名', kind: 'line', required: true, example: '提出について' },
    { id: 'content', label: '内容', kind: 'lines', required: true },
    {
      id: 'tone',
      label: '種類',
      kind: 'choice',
      required: false,
      value: 'notice',
      options: [
        { label: '依頼', value: 'request' },
        { label: '通知', value: 'notice' },
      ],
    },
    { id: 'deadline', label: '期限', kind: 'line', required: false },
  ],
  submit: { label: '文案を作る', action: { name: 'draft.write', data: { genre: 'notice' } } },
};

/** A conversation that gives these replies in turn, and none to a message it has seen. */
export function scripted(replies: readonly (readonly ReplyEvent[])[]) {
  const received: IncomingMessage[] = [];
  const conversation: Conversation = {
    async *handle(message) {
      if (received.some(({ id }) => id === message.id)) return;
      received.push(message);
      yield { kind: 'accepted' };
      for (const event of replies[received.length - 1] ?? [final(answer('はい'))]) yield event;
    },
    async react() {},
    welcome: () => answer('ようこそ', choices('規程を調べる', '要約する')),
  };
  return { conversation, received };
}

export interface Room {
  /** Says something and gives the pieces that come back. */
  say(text: string, more?: Partial<TextMessage>): Promise<readonly Outgoing[]>;
  /** The same as one text to read. */
  read(text: string, more?: Partial<TextMessage>): Promise<string>;
  /** Presses an option of the stamp sent last, by its label; yes and no by はい and いいえ. */
  press(label: string, more?: Partial<TextMessage>): Promise<readonly Outgoing[]>;
  greet(): Promise<readonly Outgoing[]>;
  /** Everything sent so far. */
  readonly sent: readonly Outgoing[];
  readonly channel: ReturnType<typeof createTextChannel>;
  readonly send: SendPiece;
  readonly logged: readonly unknown[];
}

/** A room of a channel over `conversation`. */
export function openRoom(
  conversation: Conversation,
  abilities: Abilities = numbersOnly,
  {
    dialogues = createMemoryDialogues({ now: () => new Date('2026-11-22T01:00:00Z') }),
    room = 'room',
    lateMs = 20_000,
    firstId = 0,
  }: { dialogues?: DialogueStore; room?: string; lateMs?: number; firstId?: number } = {},
): Room {
  const logged: unknown[] = [];
  const log = (...entry: unknown[]) => void logged.push(entry);
  const channel = createTextChannel({
    conversation,
    dialogues,
    abilities,
    log: { info: log, warn: log, error: log },
    lateMs,
  });
  const sent: Outgoing[] = [];
  const stamps: { id: string; labels: readonly string[] }[] = [];
  const send: SendPiece = async (piece) => {
    await soon();
    const id = `p${firstId}-${sent.push(piece)}`;
    if (piece.kind === 'select') stamps.push({ id, labels: piece.options });
    if (piece.kind === 'confirm') stamps.push({ id, labels: ['はい', 'いいえ'] });
    return id;
  };
  let sequence = firstId;
  const deliver = async (more: Partial<TextMessage>) => {
    const from = sent.length;
    sequence += 1;
    const message: TextMessage = {
      id: `m${sequence}`,
      channel: 'logo',
      conversation: { id: room, kind: 'personal' },
      sender: { id: 'hanako' },
      text: '',
      ...more,
    };
    await channel.answer(message, send);
    return sent.slice(from);
  };
  return {
    say: (text, more) => deliver({ text, ...more }),
    read: async (text, more) => textOf(await deliver({ text, ...more })),
    async press(label, more) {
      const stamp = stamps.findLast(({ labels }) => labels.includes(label));
      if (stamp === undefined) throw new Error(`no stamp with 「${label}」`);
      return deliver({ pressed: { stamp: stamp.id, option: stamp.labels.indexOf(label) }, ...more });
    },
    async greet() {
      const from = sent.length;
      await channel.greet({ id: room, kind: 'personal' }, send);
      return sent.slice(from);
    },
    sent,
    channel,
    send,
    logged,
  };
}

/** Pieces as one text. */
export function textOf(pieces: readonly Outgoing[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'note') return `${piece.title}\n${piece.text}`;
      if (piece.kind === 'select') return [piece.question, ...piece.options].join('\n');
      return piece.kind === 'confirm' ? piece.question : piece.name;
    })
    .join('\n');
}
