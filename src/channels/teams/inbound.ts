import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Action } from '../../answer.ts';
import type { IncomingMessage, Reaction } from '../../conversation/message.ts';
import { isRecord } from './cardAction.ts';
import { plainText } from './plainText.ts';

/** Reads a message, or a pressed button, into the words of the conversation. */
export function readMessage(activity: Activity, action?: Action): IncomingMessage {
  const { name } = activity.from;
  return {
    id: activity.id || randomUUID(),
    channel: 'teams',
    conversation: { id: activity.conversation.id, kind: kindOf(activity) },
    sender: { id: senderOf(activity), ...(name && { name }) },
    text: action ? '' : plainText(activity),
    ...(action && { action }),
    ...(isDate(activity.timestamp) && { sentAt: activity.timestamp }),
  };
}

/** Reads the thumb and the comment of a `message/submitAction` invoke; `undefined` where there is no thumb in it. */
export function readFeedback(activity: Activity): Omit<Reaction, 'turn'> | undefined {
  const given: unknown = isRecord(activity.value) ? activity.value.actionValue : undefined;
  if (!isRecord(given) || (given.reaction !== 'like' && given.reaction !== 'dislike')) return undefined;
  const comment = commentIn(given.feedback);
  return {
    channel: 'teams',
    conversation: { id: activity.conversation.id, kind: kindOf(activity) },
    sender: { id: senderOf(activity) },
    value: given.reaction,
    ...(comment && { comment }),
  };
}

function senderOf(activity: Activity): string {
  return activity.from.aadObjectId || activity.from.id;
}

/** Where an activity was said. */
export function kindOf({ conversation }: Activity): IncomingMessage['conversation']['kind'] {
  if (conversation.conversationType === 'channel') return 'channel';
  return conversation.conversationType === 'groupChat' || conversation.isGroup ? 'group' : 'personal';
}

/** Teams sends the form's answers as JSON text: `{"feedbackText":"…"}`. */
function commentIn(feedback: unknown): string | undefined {
  if (typeof feedback !== 'string') return undefined;
  try {
    const form: unknown = JSON.parse(feedback);
    return isRecord(form) && typeof form.feedbackText === 'string' ? form.feedbackText.trim() : undefined;
  } catch {
    return undefined;
  }
}

function isDate(value: unknown): value is Date {
  return value instanceof Date && Number.isFinite(value.getTime());
}
