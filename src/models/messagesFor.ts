import { fillTemplate } from './extractive/draft.ts';
import { fillPrompt, type PromptMessage } from './promptTemplate.ts';
import type { AnswerTask, DraftTask, SummarizeTask, Task } from './task.ts';

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
    clauses: task.clauses.map(({ role, ...clause }) => ({ ...clause, role: role === undefined ? '' : `〔${role}〕` })),
  });
}

function summarizeMessages(task: SummarizeTask): PromptMessage[] {
  return fillPrompt('summarize', {
    sentences: task.sentences.map(({ id, text, speaker }) => ({ id, text, speaker: speaker ?? '' })),
  });
}

/** The model gets the filled template to work on: small models keep the facts of a text they polish, and lose others. */
function draftMessages(task: DraftTask): PromptMessage[] {
  const { name, purpose, tone, length } = task.genre;
  const { wish, material = '' } = task;
  return fillPrompt('draft', { name, purpose, tone, length, frame: fillTemplate(task), wish, material });
}
