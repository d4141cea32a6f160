import type { Command } from './command.ts';

/** Asks what to do with a message whose purpose is not clear. Not a word of its own: the router ends here. */
export function createChoose(): Command {
  return {
    name: 'choose',
    title: '選択',
    words: [],
    remembered: false,
    async *run({ text }) {
      const to = (label: string, command: string) => ({ label, action: { name: command, data: { text } } });
      yield {
        kind: 'answer',
        said: '',
        answer: {
          command: 'choose',
          title: 'どのようにお手伝いしましょうか',
          basis: 'program',
          generated: false,
          speak: 'どのようにお手伝いするか、お選びください。',
          parts: [
            { kind: 'text', text: `「${text.length > 60 ? `${text.slice(0, 60)}…` : text}」`, tone: 'quiet' },
            {
              kind: 'choices',
              choices: [
                to('規程で調べる', 'ask'),
                to('要約する', 'summarize'),
                to('文案を作る', 'draft'),
                to('相談する', 'consult'),
              ],
            },
          ],
        },
      };
    },
  };
}
