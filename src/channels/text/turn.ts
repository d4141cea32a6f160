import type { Answer } from '../../answer.ts';
import type { IncomingMessage } from '../../conversation/message.ts';
import type { KanameError } from '../../errors.ts';
import { describeError } from '../../log.ts';
import type { Delivery } from './delivery.ts';
import type { DialogueMemory } from './dialogueMemory.ts';
import { type DialogueState, nothingYet, withHandled } from './dialogueState.ts';
import { createLateWord } from './lateWord.ts';
import { sayingPieces } from './pieces.ts';
import type { Lane } from './senderQueue.ts';
import { shownPieces, stateAfter } from './shownAnswer.ts';
import type { Step } from './step.ts';
import type { TextChannelParts, TextMessage } from './textChannel.ts';

const QUESTION_TAKEN = '質問を受け付けました。';
const CHOICE_TAKEN = '受け付けました。';
const FORM_STAYS = 'ご記入の内容は残っています。もう一度進めるときは「はい」、やめるときは「中止」と送ってください。';
const LATE_MS = 20_000;

export type Turn = (
  message: TextMessage,
  step: Step,
  delivery: Delivery,
  lane: Lane,
  signal: AbortSignal | undefined,
) => Promise<void>;

/** One message through the conversation: the acknowledgement at once, a word when it takes long, the answer. */
export function createTurn(parts: TextChannelParts & { readonly memory: DialogueMemory }): Turn {
  const { conversation, memory, abilities, log, lateMs = LATE_MS } = parts;

  return async (message, step, delivery, lane, signal) => {
    const room = message.conversation.id;
    const sender = message.sender.id;
    const abort = new AbortController();
    const late = createLateWord(lateMs, (text) => delivery.sentence(text));
    lane.started(abort);
    try {
      const stops = signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]);
      for await (const event of conversation.handle(incoming(message, step), stops)) {
        if (event.kind === 'accepted') {
          for (const saying of step.says)
            await delivery.send(await sayingPieces(saying, step.state, sender, abilities));
          await delivery.sentence(step.forward?.action === undefined ? QUESTION_TAKEN : CHOICE_TAKEN);
        } else if (event.kind === 'progress') late.progress(event.text);
        else if (event.kind !== 'partial') {
          const ids = [message.id, ...lane.ended()];
          await late.done();
          if (event.kind === 'final') await show(event.answer, withHandled(step.state, ids), message, delivery);
          else await fail(event.error, withHandled(step.state, ids), room, sender, delivery);
        }
      }
    } finally {
      await late.done();
    }
  };

  async function show(answer: Answer, before: DialogueState, { id, ...message }: TextMessage, delivery: Delivery) {
    const room = message.conversation.id;
    const sender = message.sender.id;
    const { handled } = before;
    let state: DialogueState = { ...stateAfter(answer, id, abilities), handled };
    try {
      if (answer.forgets) await memory.clear(room);
      await memory.save(room, sender, state);
    } catch (thrown) {
      log.warn('answer not remembered', describeError(thrown));
      state = { ...nothingYet, handled };
    }
    await delivery.send(await shownPieces(answer, state, sender, abilities));
  }

  /** What was shown before still counts: the same choice can be tried again. */
  async function fail(error: KanameError, state: DialogueState, room: string, sender: string, delivery: Delivery) {
    try {
      await memory.save(room, sender, state);
    } catch (thrown) {
      log.warn('failure not remembered', describeError(thrown));
    }
    await delivery.sentence([error.sentence, ...(state.form === undefined ? [] : [FORM_STAYS])].join('\n'));
  }
}

function incoming({ pressed: _, ...message }: TextMessage, { forward }: Step): IncomingMessage {
  return { ...message, text: forward?.text ?? '', ...(forward?.action && { action: forward.action }) };
}
