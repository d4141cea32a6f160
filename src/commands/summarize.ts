import { tooShortSentence } from '../summary/tooShort.ts';
import type { Command } from './command.ts';
import { sectionsOf, WISH_CHARACTERS } from './summarize/sections.ts';
import { summarizeSections } from './summarize/summarizeSections.ts';
import type { SummarizeTools } from './summarize/summarizeText.ts';
import { plainSections, sectionsView } from './summarize/view.ts';
import { textAnswer } from './textAnswer.ts';

/** `要約`: a pasted text or files → points, decisions and actions, each traceable to its sentence. */
export function createSummarize(tools: SummarizeTools): Command {
  return {
    name: 'summarize',
    title: '要約',
    words: ['まとめ'],
    remembered: true,
    usesFiles: true,
    async *run({ text, files, now, signal }) {
      const sections = sectionsOf(text, files);
      if (sections.length === 0) {
        yield textAnswer({
          command: 'summarize',
          title: '要約',
          text: '要約したい文章を、「要約」に続けて貼り付けてください。会議録やメール、通知文など、20万文字まで一度に貼り付けられます。',
        });
        return;
      }
      const steps = summarizeSections(tools, sections, now, signal);
      let step = await steps.next();
      while (!step.done) {
        yield { kind: 'progress', text: step.value };
        step = await steps.next();
      }
      const summarized = step.value;
      if (files.length === 0 && summarized.every(({ summary }) => summary === undefined)) {
        yield textAnswer({ command: 'summarize', title: '要約', text: `${tooShortSentence}\n\n${text}` });
        return;
      }
      const asked = text.length > WISH_CHARACTERS ? `${text.slice(0, WISH_CHARACTERS)}…（${text.length}文字）` : text;
      yield {
        kind: 'answer',
        asked: `要約\n${asked}`.trim(),
        said: plainSections(summarized),
        answer: sectionsView(summarized),
      };
    },
  };
}
