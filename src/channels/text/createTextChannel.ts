import { toKanameError } from '../../errors.ts';
import { describeError } from '../../log.ts';
import { addresseeOf } from './addressee.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { saysStop } from './form/formWords.ts';
import { amongItsReaders } from './meaning/keptReading.ts';
import { stepForStamp } from './meaning/stampStep.ts';
import type { Step } from './meaning/step.ts';
import { stepForWords } from './meaning/wordsStep.ts';
import { filePieces } from './pieces/filePieces.ts';
import { sayingPieces } from './pieces/sayingPieces.ts';
import { shownPieces, stateAfter, unkeptPieces } from './pieces/shownAnswer.ts';
import { createSenderQueue, type Lane } from './senderQueue.ts';
import { createDialogueMemory } from './state/dialogueMemory.ts';
import { type DialogueState, withHandled } from './state/dialogueState.ts';
import type { TextChannel, TextChannelParts, TextMessage } from './textChannel.ts';
import { createTurn } from './turn.ts';

/**
 * The conversation for channels without Adaptive Cards. What a message means depends on what was shown before, which is
 * kept in the dialogue store: any instance of Kaname can take the next message.
 */
export function createTextChannel(parts: TextChannelParts): TextChannel {
  const { conversation, dialogues, abilities, log } = parts;
  const memory = createDialogueMemory(dialogues);
  const queue = createSenderQueue();
  const turn = createTurn({ ...parts, memory });

  async function stepFor(message: TextMessage, state: DialogueState): Promise<Step> {
    const { id, text, files = [], pressed } = message;
    if (pressed === undefined) return stepForWords(state, { id, text, hasFiles: files.length > 0 }, abilities);
    const stamp = await memory.stamp(message.conversation.id, pressed.stamp);
    return stepForStamp(state, stamp, { id, sender: message.sender.id, option: pressed.option }, abilities);
  }

  async function take(message: TextMessage, delivery: Delivery, lane: Lane, signal: AbortSignal | undefined) {
    const room = message.conversation.id;
    const sender = message.sender.id;
    const state = await memory.load(room, sender);
    if (state.handled.includes(message.id)) return;
    const step = await amongItsReaders(await stepFor(message, state), message.audience);
    if (step.forward !== undefined) {
      await turn({ message, step, delivery }, lane, signal);
      return;
    }
    const next = withHandled(step.state, [message.id]);
    // Made before it is remembered, remembered before it is said: what fails leaves the question as it was.
    const pieces = [];
    for (const saying of step.says) pieces.push(...(await sayingPieces(saying, next, addresseeOf(message), abilities)));
    await memory.save(room, sender, next);
    await delivery.send(pieces);
  }

  return {
    async answer(message, send, signal) {
      const key = JSON.stringify([message.conversation.id, message.sender.id]);
      const stops = message.pressed === undefined && saysStop(message.text);
      const hasStopped = stops ? queue.stop(key, message.id) : () => false;
      const delivery = createDelivery({ conversation: message.conversation.id, send, abilities, memory, log });
      await queue.add(key, async (lane) => {
        if (hasStopped()) return;
        try {
          await take(message, delivery, lane, signal);
        } catch (thrown) {
          log.error('message not answered', describeError(thrown));
          await delivery.sentence(toKanameError(thrown).sentence);
        }
      });
    },
    async greet({ id, kind }, send) {
      const delivery = createDelivery({ conversation: id, send, abilities, memory, log });
      const answer = conversation.welcome();
      const files = await filePieces(answer, abilities, log);
      const state = stateAfter(answer, `greeting:${id}`, abilities);
      try {
        await memory.saveGreeting(id, state);
      } catch (thrown) {
        log.warn('greeting not remembered', describeError(thrown));
        await delivery.send(unkeptPieces(answer, files, abilities));
        return;
      }
      const everyone = { sender: '', isAmongOthers: kind !== 'personal' };
      await delivery.send(shownPieces(answer, files, state, everyone, abilities));
    },
  };
}
