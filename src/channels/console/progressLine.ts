import { displayWidth } from '../../japanese/width.ts';

export interface ProgressLine {
  /** What is being done. */
  progress(text: string): void;
  /** An answer that grows: its end is shown. */
  partial(text: string): void;
  clear(): void;
}

/** Shows progress on one line of a terminal; where output is no terminal, each step is a line and growth is not shown. */
export function createProgressLine(output: NodeJS.WritableStream, terminal: boolean, width: number): ProgressLine {
  let shown = '';
  const show = (text: string) => {
    shown = text;
    output.write(`\r\x1b[2K${text}`);
  };
  return {
    progress(text) {
      const line = text.replace(/\p{Cc}+/gu, ' ');
      if (terminal) show(`… ${endOf(line, width - 4)}`);
      else if (line !== shown) {
        shown = line;
        output.write(`… ${line}\n`);
      }
    },
    partial(text) {
      if (terminal) show(endOf(text.replace(/\p{Cc}+/gu, ' '), width - 1));
    },
    clear() {
      if (terminal && shown !== '') output.write('\r\x1b[2K');
      shown = '';
    },
  };
}

/** The longest end of a text that fits `width` cells. */
function endOf(text: string, width: number): string {
  let end = '';
  let cells = 0;
  for (const character of [...text.slice(-width)].toReversed()) {
    cells += displayWidth(character);
    if (cells > width) break;
    end = character + end;
  }
  return end;
}
