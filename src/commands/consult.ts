import type { Part } from '../answer.ts';
import { cleanReply } from '../models/cleanText.ts';
import type { LanguageModel } from '../models/languageModel.ts';
import type { Command, CommandAnswer, CommandInput } from './command.ts';
import { examples } from './examples.ts';
import { restrictionFrom } from './restrictedTurns.ts';
import { streamText } from './streamText.ts';
import { textAnswer } from './textAnswer.ts';

/** `相談`: free conversation with history, for what asks for neither rules, a summary nor a draft. */
export function createConsult(model: LanguageModel): Command {
  return {
    name: 'consult',
    title: '相談',
    words: ['壁打ち'],
    remembered: true,
    async *run(input) {
      if (input.text === '') yield askBack();
      else if (!model.writes) yield needsModel();
      else yield* converse(model, input);
    },
  };
}

async function* converse(model: LanguageModel, { text, history, signal }: CommandInput) {
  const earlier = history.map(({ asked, answered }) => ({ asked, answered })).filter(({ answered }) => answered !== '');
  const steps = streamText(model, { kind: 'converse', earlier, text }, signal);
  for (;;) {
    const step = await steps.next();
    if (!step.done) {
      yield { kind: 'partial' as const, text: step.value };
      continue;
    }
    const said = cleanReply(step.value.text, step.value.finish);
    const parts: Part[] = [...textAndCode(said)];
    if (step.value.finish !== 'stop') {
      parts.push({ kind: 'text', tone: 'quiet', text: '回答が長くなったため、途中で区切りました。' });
    }
    yield {
      kind: 'answer' as const,
      said,
      memory: restrictionFrom(history),
      answer: {
        command: 'consult',
        title: 'ご相談への回答',
        basis: 'free' as const,
        generated: true,
        speak: said.slice(0, 120),
        parts,
      },
    };
    return;
  }
}

const FENCE = /```([\w+#-]*)[^\n]*\n([\s\S]*?)(?:```|$)/g;

/** Splits a reply into text and the code blocks between it, so that channels can make code copyable. */
function textAndCode(reply: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  const addText = (text: string) => {
    if (text.trim() !== '') parts.push({ kind: 'text', text: text.trim() });
  };
  for (const match of reply.matchAll(FENCE)) {
    addText(reply.slice(at, match.index));
    const [whole, language = '', code = ''] = match;
    parts.push({ kind: 'code', text: code.trimEnd(), ...(language !== '' && { language }) });
    at = match.index + whole.length;
  }
  addText(reply.slice(at));
  return parts;
}

function askBack(): CommandAnswer {
  const text = 'ご相談の内容を続けてお書きください。例：「相談 防災訓練の参加者を増やすアイデアを5つ」';
  return textAnswer({ command: 'consult', title: 'ご相談', text });
}

function needsModel(): CommandAnswer {
  const text =
    'このご相談にお答えするには、言語モデルの接続が必要です（現在は接続されていません）。次のことは、このままお使いいただけます。';
  return textAnswer({
    command: 'consult',
    title: 'ご相談には言語モデルが必要です',
    text,
    choices: examples,
  });
}
