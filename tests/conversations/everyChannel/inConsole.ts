import { PassThrough } from 'node:stream';
import { createConsoleChannel } from '../../../src/channels/console/consoleChannel.ts';
import type { WholeBot } from '../wholeBot.ts';
import type { Driver } from './driver.ts';
import { fillIn } from './fillIn.ts';
import { numberOf } from './numberOf.ts';

const PROMPT = '> ';
/** Asks for another line of a field of many; an empty one ends it. */
const MORE_LINES = '… ';

/** A person at the terminal, by what is typed and what is printed. */
export async function personAtConsole({ conversation }: WholeBot): Promise<Driver> {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: false, columns: 80 });
  let printed = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const channel = createConsoleChannel({ conversation, input, output });
  let shown = '';

  const asked = async (from: number): Promise<string> => {
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
      if (printed.length > from && printed.endsWith(PROMPT)) return printed.slice(from, -PROMPT.length).trim();
      if (printed.length > from && printed.endsWith(MORE_LINES)) {
        printed += '\n';
        input.write('\n');
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no prompt after 「${printed.slice(from)}」`);
  };
  const say = async (text: string): Promise<string> => {
    const from = printed.length;
    // A terminal hands a paste over as one text; from a pipe every line is a message.
    input.write(`${text.replaceAll('\n', '')}\n`);
    shown = await asked(from);
    return shown;
  };
  await asked(0);
  return {
    say,
    press: (label) => say(numberOf(label, shown)),
    fill: (values) => fillIn(values, shown, say, () => say('はい')),
    openClause: (number) => say(`条文${number}`),
    close: () => channel.stop(1000),
  };
}
