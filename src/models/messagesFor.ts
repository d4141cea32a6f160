import { fillPrompt, type PromptMessage } from './promptTemplate.ts';
import type { AnswerTask, DraftTask, SummarizeTask, Task } from './task.ts';

/** What a draft shows where a value is missing. */
const blank = '【　】';

/** The chat messages that put a task to a language model; the prompts are the files in src/prompts. */
export function messagesFor(task: Task): PromptMessage[] {
  switch (task.kind) {
    case 'answer':
      return answerMessages(task);
    case 'summarize':
      return summarizeMessages(task);
    case 'draft':
      return draftMessages(task);
    case 'rewrite':
      return fillPrompt(`rewrite-${task.how}`, { text: task.text, instruction: task.instruction });
    case 'converse':
      return fillPrompt('converse', {
        earlier: task.earlier.map(({ asked, answered }) => ({ asked, answered })),
        text: task.text,
      });
  }
}

function answerMessages(task: AnswerTask): PromptMessage[] {
  return fillPrompt('answer', {
    question: task.question,
    earlier: task.earlier,
    clauses: task.clauses.map((clause) => ({ ...clause })),
  });
}

function summarizeMessages(task: SummarizeTask): PromptMessage[] {
  return fillPrompt('summarize', {
    sentences: task.sentences.map(({ id, text, speaker }) => ({ id, text, speaker: speaker ?? '' })),
  });
}

function draftMessages({ genre, values, wish }: DraftTask): PromptMessage[] {
  const fields = genre.fields.map(({ id, label }) => ({ label, value: values[id]?.trim() || blank }));
  return fillPrompt('draft', {
    name: genre.name,
    purpose: genre.purpose,
    structure: genre.structure,
    tone: genre.tone,
    length: genre.length,
    example: genre.example.replace(/[○〇]{2,}/g, blank),
    // Without a form there are no fields to leave blank: the wish says it all.
    ...(fields.some(({ value }) => value !== blank) ? { hasFields: [{ fields }], form: '項目' } : { form: '要望' }),
    wish,
  });
}
