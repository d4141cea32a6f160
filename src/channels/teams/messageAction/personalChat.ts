import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { isRecord } from '../cardAction.ts';

/** A personal chat of the bot with the sender of an activity, as an activity to go on from. */
export type PersonalChat = Activity;

/**
 * Opens the personal chat with the sender of an activity, or finds the one there is
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages). Throws what Teams
 * refuses: 403 where the person has not added the bot, though some chats are refused only with the first message.
 */
export async function openPersonalChat(
  client: ConnectorClient,
  activity: Activity,
  abortSignal: AbortSignal,
): Promise<PersonalChat> {
  const data: unknown = activity.channelData;
  const tenant = isRecord(data) && isRecord(data.tenant) ? data.tenant.id : undefined;
  const tenantId = typeof tenant === 'string' ? tenant : activity.conversation.tenantId;
  const channelData = { tenant: { id: tenantId } };
  const { recipient: bot, from } = activity;
  const asked = { isGroup: false, bot, members: [from], channelData, ...(tenantId && { tenantId }) };
  // The type wants a topic and an activity, which a personal chat has not.
  const created = await client.conversations.createConversation(asked as never, { abortSignal });
  return {
    type: 'event',
    channelId: activity.channelId,
    serviceUrl: activity.serviceUrl,
    from,
    recipient: bot,
    conversation: { id: created.id, conversationType: 'personal', isGroup: false, ...(tenantId && { tenantId }) },
    channelData,
  } as unknown as PersonalChat;
}
