import { type Activity, CloudAdapter, type ConversationReference, type InvokeResponse, TurnContext } from 'botbuilder';
import type { ClaimsIdentity, ConnectorClient } from 'botframework-connector';
import { type Connector, createConnector, type SendTiming } from './connector.ts';
import { membersReader, type ReadMembers } from './members.ts';

/**
 * The library's adapter without its HTTP part, which prints errors to the console and sends their messages to the
 * caller.
 */
export class TeamsAdapter extends CloudAdapter {
  /** Checks the token and runs `logic`. Throws what the check or `logic` throws. */
  receive(
    authorization: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, logic);
  }

  /** Who signed the request being handled. */
  issuerOf(context: TurnContext): string | undefined {
    const identity: ClaimsIdentity | undefined = context.turnState.get(this.BotIdentityKey);
    return identity?.getClaimValue('iss') ?? undefined;
  }

  /** The client that speaks for the bot to the service the request being handled came from. */
  clientOf(context: TurnContext): ConnectorClient {
    return context.turnState.get(this.ConnectorClientKey);
  }

  /**
   * Speaks to the conversation of `activity` after its request was answered, in reply to it unless it is an
   * announcement.
   */
  async continueWith(
    appId: string,
    activity: Activity,
    timing: SendTiming,
    work: (connector: Connector, members: ReadMembers) => Promise<void>,
  ): Promise<void> {
    const reference: Partial<ConversationReference> = TurnContext.getConversationReference(activity);
    const replyToId = ['message', 'invoke'].includes(activity.type) ? activity.id : undefined;
    const address = {
      channelId: activity.channelId,
      serviceUrl: activity.serviceUrl,
      conversation: activity.conversation,
      from: activity.recipient,
      recipient: activity.from,
      ...(replyToId && { replyToId }),
    };
    await this.continueConversationAsync(appId, reference, async (context) => {
      await work(createConnector(this.clientOf(context), address, timing), membersReader(context, timing));
    });
  }
}
