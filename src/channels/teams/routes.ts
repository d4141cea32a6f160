import { Application, type TurnState } from '@microsoft/teams-ai';
import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { Action } from '../../answer.ts';
import { isRecord, readCardAction } from './cardAction.ts';

export interface Handlers {
  /** Starts a turn and returns at once. */
  message(activity: Activity, action?: Action): void;
  /** Starts a greeting and returns at once. */
  added(activity: Activity): void;
  /** Somebody has joined the team or the chat. */
  joined(activity: Activity): void;
  /** Keeps a thumb; what it throws becomes the answer to the invoke. */
  feedback(activity: Activity): Promise<void>;
}

const TAKEN = '受け付けました。';

/**
 * Which activity goes where. No typing timer (it is one for everybody), no storage (parallel messages of one
 * conversation would fail on it), no removal of mentions (ours knows more cases). What has no route is let pass in
 * silence; an invoke without a route is answered with 501 by the library.
 */
export function createRoutes(handlers: Handlers): Application<TurnState> {
  const app = new Application<TurnState>({
    startTypingTimer: false,
    longRunningMessages: false,
    removeRecipientMention: false,
  });
  const executed = ({ activity }: TurnContext) => (isRecord(activity.value) ? activity.value.action : undefined);

  app.adaptiveCards.actionSubmit(
    async ({ activity }) => activity.type === ActivityTypes.Message && !activity.text && ours(activity.value),
    async ({ activity }) => handlers.message(activity, readCardAction(activity.value)),
  );
  app.activity(ActivityTypes.Message, async ({ activity }) => handlers.message(activity));
  app.adaptiveCards.actionExecute(
    async (context) => {
      const action = executed(context);
      const { type, name } = context.activity;
      return (
        type === ActivityTypes.Invoke &&
        name === 'adaptiveCard/action' &&
        isRecord(action) &&
        action.type === 'Action.Execute' &&
        ours(action.data)
      );
    },
    async (context, _state, data) => {
      handlers.message(context.activity, readCardAction(data));
      return TAKEN;
    },
  );
  app.feedbackLoop(async ({ activity }) => handlers.feedback(activity));
  app.conversationUpdate('membersAdded', async ({ activity }) => {
    handlers.joined(activity);
    if (activity.membersAdded?.some((member) => member?.id === activity.recipient.id)) handlers.added(activity);
  });
  app.activity(ActivityTypes.InstallationUpdate, async ({ activity }) => {
    if (activity.action === 'add') handlers.added(activity);
  });
  return app;
}

function ours(value: unknown): boolean {
  return readCardAction(value) !== undefined;
}
