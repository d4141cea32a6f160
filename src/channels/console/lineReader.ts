import { createInterface } from 'node:readline';

/** Lines of one paste arrive this close together, in milliseconds. */
const PASTE_MS = 40;

export interface LineReader {
  /** Asks and waits for what is typed; what is pasted in a terminal comes as one text. Undefined at the end of input. */
  read(prompt: string): Promise<string | undefined>;
  close(): void;
}

/** Reads from a terminal or a stream. `onInterrupt` is called for Ctrl-C in a terminal. */
export function createLineReader(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  terminal: boolean,
  onInterrupt: () => void,
): LineReader {
  const lines: string[] = [];
  let closed = false;
  let wake = () => {};
  const readline = createInterface({ input, output, terminal });
  readline.on('line', (line) => {
    lines.push(line);
    wake();
  });
  readline.on('close', () => {
    closed = true;
    wake();
  });
  readline.on('SIGINT', onInterrupt);

  async function read(prompt: string): Promise<string | undefined> {
    if (!closed) {
      readline.setPrompt(prompt);
      readline.prompt();
    }
    while (lines.length === 0 && !closed) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (!terminal) return lines.shift();
    if (lines.length === 0) return undefined;
    for (let seen = 0; seen < lines.length && !closed; ) {
      seen = lines.length;
      await new Promise((resolve) => setTimeout(resolve, PASTE_MS));
    }
    return lines.splice(0).join('\n');
  }

  return { read, close: () => readline.close() };
}
