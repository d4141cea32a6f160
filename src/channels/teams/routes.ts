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
  /** Begins to do what a person decided about a file, and returns at once. */
  consented(activity: Activity): void;
  /** The dialog for an action that was pressed on a message. */
  messageAction(context: TurnContext): Promise<object>;
}

const TAKEN = '受け付けました。';
const CLOSED = { task: { type: 'message', value: '受け付けました。この画面は閉じて構いません。' } };

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
  answerInvoke(app, 'fileConsent/invoke', async ({ activity }) => handlers.consented(activity));
  answerInvoke(app, 'composeExtension/fetchTask', (context) => handlers.messageAction(context));
  // Our dialog sends nothing; Teams may all the same, and shows an error where it gets no body.
  answerInvoke(app, 'composeExtension/submitAction', async () => CLOSED);
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

/** Answers an invoke of this name with 200 and the body that `answer` gives, whatever its value is. */
function answerInvoke(
  app: Application<TurnState>,
  name: string,
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler that gives no body returns nothing
  answer: (context: TurnContext) => Promise<object | void>,
): void {
  app.addRoute(
    async ({ activity }) => activity.type === ActivityTypes.Invoke && activity.name === name,
    async (context) => {
      const body = (await answer(context)) ?? {};
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
    },
    true,
  );
}

function ours(value: unknown): boolean {
  return readCardAction(value) !== undefined;
}
