import { randomUUID } from 'node:crypto';
import type { Action, Answer, FormPart } from '../../answer.ts';
import { failureAnswer } from '../../cards/failure.ts';
import { numberedChoices } from '../../cards/plainLines.ts';
import type { Conversation, IncomingMessage } from '../../conversation/message.ts';
import type { Channel } from '../channel.ts';
import { askForm } from './askForm.ts';
import { createLineReader } from './lineReader.ts';
import { linesFor } from './linesFor.ts';
import { createProgressLine } from './progressLine.ts';

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

type Said = Pick<IncomingMessage, 'text'> & { readonly action?: Action };

/** A conversation in the terminal: free text, a number for a choice, a form's fields one after another. */
export function createConsoleChannel(options: ConsoleOptions): ConsoleChannel {
  const { conversation, input, output, newMessageId = randomUUID } = options;
  const terminal = output.isTTY === true;
  const width = Math.min(output.columns ?? 80, WIDEST);
  const progress = createProgressLine(output, terminal, width);
  let running: AbortController | undefined;
  const reader = createLineReader(input, output, terminal, () => {
    if (running === undefined) reader.close();
    else running.abort();
  });
  const write = (text: string) => output.write(`${text}\n`);

  /** Hands one message over and prints what comes back; undefined where nothing does. */
  async function answerTo(said: Said): Promise<Answer | undefined> {
    const message: IncomingMessage = {
      id: newMessageId(),
      channel: 'console',
      conversation: { id: options.conversationId ?? 'console', kind: 'personal' },
      sender: { id: options.user ?? 'console' },
      ...said,
    };
    running = new AbortController();
    let answer: Answer | undefined;
    for await (const event of conversation.handle(message, running.signal)) {
      if (event.kind === 'progress') progress.progress(event.text);
      if (event.kind === 'partial') progress.partial(event.text);
      if (event.kind === 'final') answer = event.answer;
      if (event.kind === 'failure') answer = failureAnswer(event.error);
    }
    running = undefined;
    progress.clear();
    if (answer !== undefined) write(`\n${linesFor(answer, width)}\n`);
    return answer;
  }

  async function chat(): Promise<void> {
    let shown = conversation.welcome();
    write(`${linesFor(shown, width)}\n\n「終了」と入力すると終わります。\n`);
    for (;;) {
      const typed = (await reader.read(PROMPT))?.trim();
      if (typed === undefined || FAREWELLS.has(typed.toLowerCase())) break;
      let said = typed === '' ? undefined : saidBy(typed, shown, write);
      while (said !== undefined) {
        const answer: Answer | undefined = await answerTo(said);
        shown = answer ?? shown;
        const form = answer?.parts.find((part): part is FormPart => part.kind === 'form');
        const action = form && (await askForm(form, reader.read, write));
        said = action && { text: '', action };
      }
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

/** What a typed line means after an answer: one of its choices by number, else the words themselves. */
function saidBy(typed: string, shown: Answer, write: (text: string) => void): Said | undefined {
  const choices = numberedChoices(shown);
  const number = typed.normalize('NFKC');
  if (choices.length === 0 || !/^\d{1,2}$/.test(number)) return { text: typed };
  const chosen = choices[Number(number) - 1];
  if (chosen === undefined) {
    write(`1から${choices.length}までの番号を入力してください。`);
    return undefined;
  }
  const { name, data } = chosen.choice.action;
  return { text: '', action: { name, data: chosen.draft === undefined ? data : { ...data, draft: chosen.draft } } };
}
