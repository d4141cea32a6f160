import { readFileSync } from 'node:fs';
import type { Action, Answer, Choice, Part } from '../../src/answer.ts';
import { createCommands } from '../../src/commands/commands.ts';
import { welcome } from '../../src/commands/help.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import type { Conversation, ReceivedFile, ReplyEvent } from '../../src/conversation/message.ts';
import { createRouter } from '../../src/conversation/route.ts';
import { createTurnId } from '../../src/conversation/turnId.ts';
import { createExtractive } from '../../src/models/extractive/extractive.ts';
import type { LanguageModel } from '../../src/models/languageModel.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import { readBooks } from '../../src/policy/ingest/readBooks.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { createMasking } from '../../src/privacy/createMasking.ts';
import { projectFile } from '../../src/projectFiles.ts';
import type { ReadDocument } from '../../src/reading/apart/readDocument.ts';
import type { HistoryStore } from '../../src/stores/history.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import { loadGenres } from '../../src/writing/genre.ts';

/** A few of the sample rule books, which is enough to answer from and quick to read. */
const books = ['職員の勤務時間及び休暇に関する規程.docx', '旅費規程.xlsx', '在宅勤務実施要綱.md', '職員服務規程.txt'];

let read: Promise<RuleLibrary> | undefined;
export function sampleLibrary(): Promise<RuleLibrary> {
  read ??= Promise.all(
    books.map((name) => readBooks(projectFile(`samples/policies/${name}`), name.replace(/\.\w+$/, ''))),
  ).then((all) => buildLibrary(all.flatMap((one) => one.books)));
  return read;
}

export const committeeRecord = readFileSync(projectFile('samples/minutes/総務文教委員会会議録.txt'), 'utf8');

export interface WholeBot {
  readonly conversation: Conversation;
  readonly history: HistoryStore;
  /** Says something and gives the final answer; throws the sentence of a failure. */
  say(text: string, events?: ReplyEvent[]): Promise<Answer>;
  /** Sends files with some words, or with none. */
  attach(text: string, files: readonly ReceivedFile[], events?: ReplyEvent[]): Promise<Answer>;
  press(action: Action, inputs?: Readonly<Record<string, string>>): Promise<Answer>;
}

/**
 * The whole bot in memory: every room but the channel, on a clock that every message moves by a second. Files are read
 * in their own process as in the real one, unless something else is given.
 */
export async function startWholeBot(
  model: LanguageModel = createExtractive(),
  readDocument?: ReadDocument,
): Promise<WholeBot> {
  let time = Date.parse('2026-11-22T01:00:00Z');
  const now = () => new Date(time);
  const history = createMemoryHistory({ days: 365, now });
  const library = await sampleLibrary();
  const commands = createCommands({ model, extractive: createExtractive(), history, genres: loadGenres() });
  const quiet = () => {};
  const still = createConversation({
    route: createRouter(commands),
    rulesFor: async () => library,
    welcome: () => welcome(model.writes),
    history,
    ...(readDocument && { readDocument }),
    createMasking,
    now,
    newTurnId: createTurnId,
    log: { info: quiet, warn: quiet, error: quiet },
    onTurn: quiet,
  });
  const conversation: Conversation = {
    ...still,
    handle(message, signal) {
      time += 1000;
      return still.handle(message, signal);
    },
  };
  let sequence = 0;
  const send = async (
    text: string,
    { action, files, events = [] }: { action?: Action; files?: readonly ReceivedFile[]; events?: ReplyEvent[] },
  ): Promise<Answer> => {
    const message = {
      id: `m${++sequence}`,
      channel: 'console' as const,
      conversation: { id: 'room', kind: 'personal' as const },
      sender: { id: 'hanako' },
      text,
      ...(action && { action }),
      ...(files && { files }),
    };
    for await (const event of conversation.handle(message)) events.push(event);
    const last = events.at(-1);
    if (last?.kind === 'final') return last.answer;
    throw new Error(last?.kind === 'failure' ? last.error.sentence : 'no answer');
  };
  return {
    conversation,
    history,
    say: (text, events) => send(text, { ...(events && { events }) }),
    attach: (text, files, events) => send(text, { files, ...(events && { events }) }),
    press: ({ name, data }, inputs = {}) => send('', { action: { name, data: { ...data, ...inputs } } }),
  };
}

export function partOf<K extends Part['kind']>(answer: Answer, kind: K): Extract<Part, { kind: K }> {
  const part = answer.parts.find((one) => one.kind === kind);
  if (part === undefined) throw new Error(`no ${kind} in 「${answer.title}」`);
  return part as Extract<Part, { kind: K }>;
}

export function choiceOf(answer: Answer, label: string): Choice {
  const all = answer.parts.flatMap((part) => (part.kind === 'choices' || part.kind === 'draft' ? part.choices : []));
  const found = all.find((choice) => choice.label === label);
  if (found === undefined)
    throw new Error(`no button 「${label}」 among ${all.map((choice) => choice.label).join('、')}`);
  return found;
}

/** Every text of an answer, for what must or must not be said. */
export function textOf(answer: Answer): string {
  return JSON.stringify(answer);
}
