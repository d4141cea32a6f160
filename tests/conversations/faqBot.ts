import type { Action, Answer } from '../../src/answer.ts';
import { createCommands } from '../../src/commands/commands.ts';
import { welcome } from '../../src/commands/help.ts';
import { composeQuestions } from '../../src/composeQuestions.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import type { ReplyEvent } from '../../src/conversation/message.ts';
import { createRouter } from '../../src/conversation/route.ts';
import { createTurnId } from '../../src/conversation/turnId.ts';
import type { QuestionNearness } from '../../src/faq/confirmedAnswers.ts';
import { answered, approved } from '../../src/faq/edits.ts';
import { namedSource } from '../../src/faq/sources.ts';
import { createExtractive } from '../../src/models/extractive/extractive.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { createMasking } from '../../src/privacy/createMasking.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import { createMemoryOpenQuestions } from '../../src/stores/memoryOpenQuestions.ts';
import type { OpenQuestion, OpenQuestionStore } from '../../src/stores/openQuestions.ts';
import { loadGenres } from '../../src/writing/genre.ts';
import { articleOf } from '../unit/policyFixtures.ts';

const quiet = () => {};

export interface FaqBot {
  readonly store: OpenQuestionStore;
  /** The rules as the operator sees them. */
  library: RuleLibrary;
  /** Departments of the person in each conversation; none belongs to everybody's. */
  readonly departments: Map<string, readonly string[]>;
  say(text: string, conversation?: string): Promise<Answer>;
  press(action: Action, conversation?: string): Promise<Answer>;
  /** A thumb on the last answer. */
  react(value: 'like' | 'dislike', conversation?: string): Promise<void>;
  /** What the command line does: the person's answer with its source, approved. */
  confirm(question: OpenQuestion, answer: string, place: string): Promise<void>;
  /** Lets this many seconds pass. */
  wait(seconds: number): void;
}

export interface FaqBotParts {
  readonly library: RuleLibrary;
  readonly store?: (kept: OpenQuestionStore) => OpenQuestionStore;
  readonly nearness?: QuestionNearness;
}

/** The whole bot in memory with questions for the departments, over rules that can be exchanged while it runs. */
export function startFaqBot({ library, store: wrapped = (kept) => kept, nearness }: FaqBotParts): FaqBot {
  let time = Date.parse('2026-11-22T01:00:00Z');
  const now = () => new Date(time);
  const retention = { days: 365, now };
  const history = createMemoryHistory(retention);
  const kept = createMemoryOpenQuestions(retention);
  const log = { info: quiet, warn: quiet, error: quiet };
  const questions = composeQuestions({ store: wrapped(kept), history, log, now, ...(nearness && { nearness }) });
  const model = createExtractive();
  const commands = createCommands({
    ...{ model, extractive: model, history, genres: loadGenres(), questions: questions.tools },
  });
  const turns = new Map<string, string>();
  const departments = new Map<string, readonly string[]>();
  const on = '2026-11-22';
  const conversation = createConversation({
    route: createRouter(commands),
    rulesFor: async (message) => bot.library.seenBy({ readers: [departments.get(message.conversation.id) ?? []], on }),
    welcome: () => welcome(false),
    ...{ history, createMasking, now, newTurnId: createTurnId, log, onTurn: quiet, onDislike: questions.onDislike },
  });
  let sequence = 0;
  const send = async (room: string, text: string, action?: Action): Promise<Answer> => {
    time += 1000;
    const message = {
      ...{ id: `m${++sequence}`, channel: 'console' as const, sender: { id: `職員-${room}` }, text },
      conversation: { id: room, kind: 'personal' as const },
      ...(action && { action }),
    };
    let last: ReplyEvent | undefined;
    for await (const event of conversation.handle(message)) last = event;
    if (last?.kind === 'final') {
      turns.set(room, last.turn);
      return last.answer;
    }
    throw new Error(last?.kind === 'failure' ? last.error.sentence : 'no answer');
  };
  const bot: FaqBot = {
    store: kept,
    library,
    departments,
    say: (text, room = 'room') => send(room, text),
    press: (action, room = 'room') => send(room, '', action),
    react: (value, room = 'room') =>
      conversation.react({
        channel: 'console',
        conversation: { id: room, kind: 'personal' },
        turn: turns.get(room) ?? '',
        sender: { id: room },
        value,
      }),
    async confirm(question, answer, place) {
      const source = await namedSource(place, question.question, bot.library);
      const candidate = answered(question, answer, [source]);
      const department = question.department === '' ? '総務課' : question.department;
      await kept.save([await approved(candidate, { by: '見本 太郎', department, on }, bot.library)]);
      bot.wait(60);
    },
    wait: (seconds) => {
      time += seconds * 1000;
    },
  };
  return bot;
}

/** Two small rule books: one for everybody, one for 人事課 only. */
export function twoBooks(lodgingFee = '10,900'): Promise<RuleLibrary> {
  const travel = { id: '旅費規程', title: '見本市旅費規程', owner: '総務課', source: '旅費規程.txt' };
  const secret = {
    ...{ id: '懲戒審査要領', title: '懲戒審査要領', owner: '人事課', source: '懲戒.txt', readers: ['人事課'] },
  };
  return buildLibrary([
    {
      document: travel,
      articles: [
        articleOf(travel, '第1条', '宿泊料', [`宿泊料は、食事の費用を含め、1夜につき${lodgingFee}円とする。`]),
        articleOf(travel, '第2条', '日当', [
          '日当は、1日につき2,200円とする。',
          '２　赴任に伴う家財の運送は、実費とする。',
        ]),
      ],
    },
    { document: secret, articles: [articleOf(secret, '第1条', '審査', ['懲戒の審査会の委員は、5人とする。'])] },
  ]);
}
