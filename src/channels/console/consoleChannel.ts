import { randomUUID } from 'node:crypto';
import type { Conversation, IncomingMessage } from '../../conversation/message.ts';
import type { Channel } from '../channel.ts';
import { fieldNow } from '../text/form/formProgress.ts';
import type { Saying, Step } from '../text/meaning/step.ts';
import { stepForWords } from '../text/meaning/wordsStep.ts';
import { failureSentence } from '../text/pieces/failureSentence.ts';
import { sayingPieces } from '../text/pieces/sayingPieces.ts';
import { stateAfter } from '../text/pieces/shownAnswer.ts';
import type { DialogueState } from '../text/state/dialogueState.ts';
import { terminalAbilities } from './abilities.ts';
import { createLineReader } from './lineReader.ts';
import { linesFor, wrapped } from './linesFor.ts';
import { createProgressLine } from './progressLine.ts';
import { readLines, readTyped } from './readTyped.ts';

export interface ConsoleOptions {
  readonly conversation: Conversation;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Ids under which the history is kept; the same ones go on with the same conversation. */
  readonly user?: string;
  readonly conversationId?: string;
  readonly newMessageId?: () => string;
}

/** `ended` resolves when the user leaves: 「終了」, Ctrl-C or Ctrl-D at the prompt, or the end of the input. */
export interface ConsoleChannel extends Channel {
  readonly ended: Promise<void>;
}

const PROMPT = '> ';
const FAREWELLS = new Set(['終了', 'exit', 'quit', '/exit', '/quit']);
const WIDEST = 100;
const LINES_END = '（空の行を入力すると、次に進みます。）';

/** A conversation in the terminal: free text, a number for a choice, a form's questions one after another. */
export function createConsoleChannel(options: ConsoleOptions): ConsoleChannel {
  const { conversation, input, output, user = 'console', newMessageId = randomUUID } = options;
  const terminal = output.isTTY === true;
  const width = Math.min(output.columns ?? 80, WIDEST);
  const progress = createProgressLine(output, terminal, width);
  let running: AbortController | undefined;
  const reader = createLineReader(input, output, terminal, () => {
    if (running === undefined) reader.close();
    else running.abort();
  });
  const write = (text: string) => output.write(`${text}\n`);

  async function say(says: readonly Saying[], state: DialogueState): Promise<void> {
    const addressee = { sender: user, isAmongOthers: false };
    for (const saying of says) {
      for (const { outgoing } of await sayingPieces(saying, state, addressee, terminalAbilities))
        if (outgoing.kind === 'text') write(wrapped(outgoing.text, width));
    }
  }

  /** Hands one message over and prints what comes back; gives what is remembered after it. */
  async function answerTo(id: string, { state, forward }: Step): Promise<DialogueState> {
    const message: IncomingMessage = {
      id,
      channel: 'console',
      conversation: { id: options.conversationId ?? 'console', kind: 'personal' },
      sender: { id: user },
      text: forward?.text ?? '',
      ...(forward?.action && { action: forward.action }),
    };
    let after = state;
    running = new AbortController();
    for await (const event of conversation.handle(message, running.signal)) {
      if (event.kind === 'progress') progress.progress(event.text);
      if (event.kind === 'partial') progress.partial(event.text);
      if (event.kind !== 'final' && event.kind !== 'failure') continue;
      progress.clear();
      if (event.kind === 'final') after = stateAfter(event.answer, id, terminalAbilities);
      const text =
        event.kind === 'final' ? linesFor(event.answer, width) : wrapped(failureSentence(event.error, state), width);
      write(`\n${text}\n`);
    }
    running = undefined;
    progress.clear();
    if (after !== state) await say([{ kind: 'question', said: '' }], after);
    return after;
  }

  async function chat(): Promise<void> {
    const welcome = conversation.welcome();
    let state = stateAfter(welcome, 'welcome', terminalAbilities);
    write(`${linesFor(welcome, width)}\n\n「終了」と入力すると終わります。\n`);
    for (;;) {
      const typesLines = state.form !== undefined && fieldNow(state.form)?.kind === 'lines';
      if (typesLines) write(LINES_END);
      const text = await (typesLines ? readLines : readTyped)(reader, PROMPT);
      if (text === undefined || FAREWELLS.has(text.trim().toLowerCase())) break;
      if (text === '' && state.form === undefined) continue;
      const id = newMessageId();
      const step = stepForWords(state, { id, text, hasFiles: false }, terminalAbilities);
      await say(step.says, step.state);
      state = step.forward === undefined ? step.state : await answerTo(id, step);
    }
    reader.close();
    write('ご利用ありがとうございました。');
  }

  const ended = chat();
  return {
    name: 'console',
    ended,
    async stop(graceMs) {
      reader.close();
      const abort = setTimeout(() => running?.abort(), graceMs);
      await ended;
      clearTimeout(abort);
    },
  };
}
