import type { Answer } from '../../answer.ts';
import type { IncomingMessage } from '../../conversation/message.ts';
import type { KanameError } from '../../errors.ts';
import { describeError } from '../../log.ts';
import { addresseeOf } from './addressee.ts';
import type { Delivery } from './delivery.ts';
import { createLateWord } from './lateWord.ts';
import type { Step } from './meaning/step.ts';
import { failureSentence } from './pieces/failureSentence.ts';
import { filePieces } from './pieces/filePieces.ts';
import { sayingPieces } from './pieces/sayingPieces.ts';
import { shownPieces, stateAfter, unkeptPieces } from './pieces/shownAnswer.ts';
import type { Lane } from './senderQueue.ts';
import { hearAudience } from './state/audience.ts';
import type { DialogueMemory } from './state/dialogueMemory.ts';
import { type DialogueState, nothingYet, withHandled } from './state/dialogueState.ts';
import type { TextChannelParts, TextMessage } from './textChannel.ts';

const QUESTION_TAKEN = '質問を受け付けました。';
const CHOICE_TAKEN = '受け付けました。';
const NOT_FORGOTTEN =
  '選択肢や入力途中の内容は、消去できませんでした。しばらくしてから、もう一度「リセット」と送ってください。';
const LATE_MS = 20_000;

/** Takes a message through the conversation: the acknowledgement at once, a word when it takes long, the answer. */
export type Turn = (taken: TakenMessage, lane: Lane, signal: AbortSignal | undefined) => Promise<void>;

export interface TakenMessage {
  readonly message: TextMessage;
  readonly step: Step;
  readonly delivery: Delivery;
}

export function createTurn(parts: TextChannelParts & { readonly memory: DialogueMemory }): Turn {
  const { conversation, memory, abilities, log, lateMs = LATE_MS } = parts;

  async function acknowledge({ message, step, delivery }: TakenMessage) {
    for (const saying of step.says)
      await delivery.send(await sayingPieces(saying, step.state, addresseeOf(message), abilities));
    await delivery.aside(step.forward?.action === undefined ? QUESTION_TAKEN : CHOICE_TAKEN);
  }

  async function show(
    answer: Answer,
    audience: readonly string[] | undefined,
    handled: DialogueState['handled'],
    { message, delivery }: TakenMessage,
  ) {
    const files = await filePieces(answer, abilities, log);
    const state = { ...stateAfter(answer, message.id, abilities, audience), handled };
    if (answer.forgets && !(await tried('not forgotten', () => memory.clear(message.conversation.id))))
      await delivery.sentence(NOT_FORGOTTEN);
    const isKept = await tried('answer not remembered', () => save(message, state));
    // An answer may be too large to be kept. Nothing of an earlier one may be picked under it, nor its form go on.
    if (!isKept) await tried('nothing remembered', () => save(message, { ...nothingYet, handled }));
    await delivery.send(
      isKept
        ? shownPieces(answer, files, state, addresseeOf(message), abilities)
        : unkeptPieces(answer, files, abilities),
    );
  }

  /** What was shown before still counts: the same choice can be tried again. */
  async function fail(error: KanameError, state: DialogueState, { message, delivery }: TakenMessage) {
    await tried('failure not remembered', () => save(message, state));
    await delivery.sentence(failureSentence(error, state));
  }

  function save({ conversation: { id }, sender }: TextMessage, state: DialogueState) {
    return memory.save(id, sender.id, state);
  }

  async function tried(failing: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      log.warn(failing, describeError(thrown));
      return false;
    }
  }

  return async (taken, lane, signal) => {
    const { message, step, delivery } = taken;
    const abort = new AbortController();
    const stops = signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]);
    const late = createLateWord(lateMs, (text) => delivery.aside(text));
    const audience = message.audience && hearAudience(message.audience);
    const asked = { ...incoming(message, step), ...(audience && { audience: audience.ask }) };
    lane.started(abort);
    try {
      for await (const event of conversation.handle(asked, stops)) {
        if (event.kind === 'accepted') await acknowledge(taken);
        if (event.kind === 'progress') late.progress(event.text);
        if (event.kind !== 'final' && event.kind !== 'failure') continue;
        await late.done();
        const state = withHandled(step.state, [message.id, ...lane.ended()]);
        if (event.kind === 'final') await show(event.answer, audience?.heard(), state.handled, taken);
        else await fail(event.error, state, taken);
      }
    } finally {
      await late.done();
    }
  };
}

function incoming({ pressed: _, ...message }: TextMessage, { forward }: Step): IncomingMessage {
  return { ...message, text: forward?.text ?? '', ...(forward?.action && { action: forward.action }) };
}
