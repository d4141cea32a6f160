import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { describeError, type Log } from '../../../log.ts';
import { sentenceMessage } from '../answerMessage.ts';
import { isRecord } from '../cardAction.ts';
import { type Connector, createConnector, type SendTiming } from '../connector.ts';
import type { MessageMemory } from '../messageMemory.ts';
import { describeSendFailure, readSendFailure } from '../sendFailure.ts';
import {
  type Dialog,
  dialog,
  NOT_INSTALLED,
  NOT_OPENED,
  NOTHING_TO_READ,
  SUMMARIZING,
  UNKNOWN_COMMAND,
  UNREADABLE,
} from './dialog.ts';
import { type PointedMessage, readPayload } from './messagePayload.ts';
import { openPersonalChat, type PersonalChat } from './personalChat.ts';

/** A summary that was begun in the personal chat of who asked for it. */
export interface Begun {
  readonly chat: PersonalChat;
  /** The message that says so, which the answer replaces. */
  readonly shown: string;
  readonly message: PointedMessage;
}

export interface MessageActionParts {
  readonly memory: Pick<MessageMemory, 'claim'>;
  readonly sending: SendTiming;
  /** For opening the chat, in milliseconds: Teams gives up a dialog after five seconds. */
  readonly dialogMs: number;
  /** Goes on with it after the dialog was shown. */
  readonly summarize: (begun: Begun) => void;
  readonly log: Log;
}

/** As in appPackage/manifest.json. */
export const COMMAND_ID = 'summarizeMessage';
const ONCE_SECONDS = 600;
const BEGUN = '要約しています…';

/**
 * The action 「要約する」 on a message: answered at once with a dialog, while the summary goes to the personal chat. Whether
 * it can is tried with its first message before the dialog promises it. Never rejects.
 */
export function createMessageAction(parts: MessageActionParts) {
  const { memory, sending, dialogMs, summarize, log } = parts;

  const begin = async (client: ConnectorClient, activity: Activity, message: PointedMessage) => {
    // A dialog that Teams asks for again, because it was slow, begins nothing new.
    if (activity.id && !(await memory.claim(activity.from.id, `action:${activity.id}`, ONCE_SECONDS))) return undefined;
    const chat = await openPersonalChat(client, activity, AbortSignal.timeout(dialogMs));
    const connector = connectorTo(client, chat, sending);
    const shown = await connector.send(leading(BEGUN, message), dialogMs);
    return { begun: { chat, shown, message }, connector };
  };

  return async (client: ConnectorClient, activity: Activity): Promise<Dialog> => {
    const value: unknown = activity.value;
    if (!isRecord(value) || value.commandId !== COMMAND_ID) return dialog(UNKNOWN_COMMAND);
    const message = readPayload(value.messagePayload);
    if (message === undefined) return dialog(UNREADABLE);
    if (message.text === '') return dialog([NOTHING_TO_READ, message.unread].join('\n'));
    const beginning = begin(client, activity, message);
    try {
      const outcome = await Promise.race([beginning, sleep(dialogMs, 'late' as const, { ref: false })]);
      if (outcome !== 'late') {
        if (outcome !== undefined) summarize(outcome.begun);
        return dialog(SUMMARIZING);
      }
      log.warn('teams.personal_chat_slow');
      // What comes after the dialog said no must not stay there and promise an answer.
      void beginning.then((done) => done?.connector.remove(done.begun.shown)).catch(() => undefined);
      return dialog(NOT_OPENED);
    } catch (thrown) {
      const { status } = readSendFailure(thrown);
      log.warn('teams.personal_chat_refused', {
        ...describeSendFailure(thrown),
        ...(!status && describeError(thrown)),
      });
      return dialog(status === 403 || status === 404 ? NOT_INSTALLED : NOT_OPENED);
    }
  };
}

function leading(sentence: string, { lead }: PointedMessage): Partial<Activity> {
  return sentenceMessage(sentence, lead);
}

function connectorTo(client: ConnectorClient, chat: PersonalChat, timing: SendTiming): Connector {
  const { channelId, serviceUrl, conversation, from, recipient } = chat;
  return createConnector(client, { channelId, serviceUrl, conversation, from: recipient, recipient: from }, timing);
}
