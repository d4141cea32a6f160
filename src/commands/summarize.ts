import { readSpeech } from '../summary/readSpeech.ts';
import { isTooShort, tooShortSentence } from '../summary/tooShort.ts';
import type { Command } from './command.ts';
import { type SummarizeTools, summarizeText } from './summarize/summarizeText.ts';
import { plainSummary, summaryView } from './summarize/view.ts';
import { textAnswer } from './textAnswer.ts';

const SHOWN_AS_ASKED = 200;

/** `要約`: a pasted text → points, decisions and actions, each traceable to its sentence. */
export function createSummarize(tools: SummarizeTools): Command {
  return {
    name: 'summarize',
    title: '要約',
    words: ['まとめ'],
    remembered: true,
    async *run({ text, now, signal }) {
      if (text === '') {
        yield textAnswer({
          command: 'summarize',
          title: '要約',
          text: '要約したい文章を、「要約」に続けて貼り付けてください。会議録やメール、通知文など、20万文字まで一度に貼り付けられます。',
        });
        return;
      }
      if (isTooShort(readSpeech(text))) {
        yield textAnswer({ command: 'summarize', title: '要約', text: `${tooShortSentence}\n\n${text}` });
        return;
      }
      const steps = summarizeText(tools, text, now, signal);
      let step = await steps.next();
      while (!step.done) {
        const { done, parts } = step.value;
        const far = parts > 1 ? `（${done + 1}/${parts}）` : '';
        yield { kind: 'progress', text: `${text.length.toLocaleString('ja-JP')}文字の文章を要約しています…${far}` };
        step = await steps.next();
      }
      const asked = text.length > SHOWN_AS_ASKED ? `${text.slice(0, SHOWN_AS_ASKED)}…（${text.length}文字）` : text;
      yield {
        kind: 'answer',
        asked: `要約\n${asked}`,
        said: plainSummary(step.value),
        answer: summaryView(step.value),
      };
    },
  };
}
