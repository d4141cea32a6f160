import type { Action } from '../answer.ts';
import type { Command } from '../commands/command.ts';
import type { RuleLibrary } from '../policy/library.ts';
import type { PastTurn } from '../stores/history.ts';
import { intentsOf } from './intent.ts';

export interface Routed {
  readonly command: Command;
  readonly text: string;
  readonly action?: Action;
}

export type Router = (
  said: {
    readonly text: string;
    readonly action?: Action;
    /** How many files came with it. */
    readonly files?: number;
  },
  history: readonly PastTurn[],
  rules: () => Promise<RuleLibrary>,
) => Promise<Routed>;

/** Each button of the choice carries the whole text; a longer one would not fit a card. */
const CHOOSABLE_CHARACTERS = 1000;

/** An intent needs this lead over the next one to be followed without asking. */
const CLEAR_LEAD = 1;

/** With files a keyword alone (「旅費の資料です」) says nothing of what to do with them; a question does. */
const SAID_OF_FILES = 1.5;

/**
 * Finds the command a message is meant for: a pressed button by its action's name, a word at the start (`要約`,
 * `/summarize`), else by plain language; where two are as likely, `choose` asks. A message with files is not asked back,
 * since a button cannot bring them along: what is likeliest is done, and with nothing said of them they are summarized.
 */
export function createRouter(commands: readonly Command[]): Router {
  const named = (name: string): Command => {
    const command = commands.find((candidate) => candidate.name === name);
    if (command === undefined) throw new Error(`no command ${name}`);
    return command;
  };

  return async ({ text: written, action, files = 0 }, history, rules) => {
    if (action !== undefined && action.name !== 'say')
      return pressed(commands, action) ?? { command: named('help'), text: '' };
    const text = (action?.data.text ?? written).trim();
    if (text === '') return { command: named(files > 0 ? 'summarize' : 'help'), text };

    const opened = openedBy(commands, text);
    if (opened !== undefined) return opened;

    const [first, second] = intentsOf(text, history.at(-1), files);
    if (files > 0) {
      const isSaid = first !== undefined && first.weight >= SAID_OF_FILES;
      return { command: named(isSaid ? first.command : 'summarize'), text };
    }
    if (text.length > CHOOSABLE_CHARACTERS) return { command: named(first?.command ?? 'summarize'), text };
    // Keywords without a verb are a question where the rules say something about them.
    if (first === undefined) {
      const { answerable } = await (await rules()).search(text, 1);
      return { command: named(answerable ? 'ask' : 'choose'), text };
    }
    const clear = second === undefined || first.weight - second.weight >= CLEAR_LEAD;
    return { command: named(clear ? first.command : 'choose'), text };
  };
}

/** `ask` with a text runs the command on it; `draft.rewrite` and the like hand the command its action. */
function pressed(commands: readonly Command[], action: Action): Routed | undefined {
  const command = commands.find(({ name }) => name === action.name.split('.')[0]);
  if (command === undefined) return undefined;
  if (action.name === command.name) return { command, text: (action.data.text ?? '').trim() };
  return { command, text: '', action };
}

/** What may stand between the opening word and the text it is about: 「規程：…」「要約して …」「文案 …」. */
const POLITE = '(?:して|を|をお願い|お願い)?(?:します|ください|下さい|ほしい|欲しい)?';
const AFTER_WORD = new RegExp(`^(?:${POLITE}[\\s:：、。]+|${POLITE}$)`, 'u');

function openedBy(commands: readonly Command[], text: string): Routed | undefined {
  const start = text.toLowerCase();
  for (const command of commands) {
    for (const word of [command.title, ...command.words, `/${command.name}`, command.name]) {
      if (!start.startsWith(word.toLowerCase())) continue;
      const separator = AFTER_WORD.exec(text.slice(word.length));
      if (separator !== null) return { command, text: text.slice(word.length + separator[0].length).trim() };
    }
  }
  return undefined;
}
