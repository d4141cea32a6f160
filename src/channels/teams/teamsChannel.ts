import type { Activity } from 'botbuilder';
import type { Action } from '../../answer.ts';
import { KanameError } from '../../errors.ts';
import { describeError } from '../../log.ts';
import type { DialogueStore } from '../../stores/dialogues.ts';
import { createMemoryDialogues } from '../../stores/memoryDialogues.ts';
import type { Channel } from '../channel.ts';
import { createRunningTurns } from '../runningTurns.ts';
import type { HttpServer } from '../server.ts';
import { TeamsAdapter } from './adapter.ts';
import { isAddressed } from './addressed.ts';
import { greetingMessage } from './answerMessage.ts';
import { createAudiences } from './audience.ts';
import {
  createAuthentication,
  type OpenIdSettings,
  PUBLIC_TOKEN_ISSUER,
  type TeamsRegistration,
} from './authentication.ts';
import { type Resolve, resolveByDns } from './files/checkedLookup.ts';
import { readConsent } from './files/consentCard.ts';
import { downloadFile } from './files/downloadFile.ts';
import { localHosts, officeHosts } from './files/fileHosts.ts';
import { createFileOffers, ownerOf } from './files/fileOffers.ts';
import { createKeptOffers } from './files/keptOffers.ts';
import { type ProxyFor, proxyFromEnvironment } from './files/proxy.ts';
import { kindOf, readFeedback } from './inbound.ts';
import { keepEntities } from './keepEntities.ts';
import { createMessageAction } from './messageAction/messageAction.ts';
import { createSummaryTurn } from './messageAction/summaryTurn.ts';
import { createMessageMemory, type MessageMemory } from './messageMemory.ts';
import { createMessageTurn, type Reached } from './messageTurn.ts';
import { createReceiver } from './receiver.ts';
import { createRoutes } from './routes.ts';
import { createStages } from './stages.ts';
import { TEAMS_TIMING, type TeamsTiming } from './timing.ts';
import type { TurnRooms } from './turn.ts';

export interface TeamsOptions extends TeamsRegistration, Omit<TurnRooms, 'memory'> {
  /** Tenant ids whose people are answered. Needed with `appId`; without it anybody on this machine is. */
  readonly allowedTenants?: readonly string[];
  /** Left out, it lives as long as the process. */
  readonly memory?: MessageMemory;
  /** Where files wait for their person's consent. Left out, it lives as long as the process. */
  readonly dialogues?: DialogueStore;
  /** How names of file hosts are resolved; left out, by the system. */
  readonly resolve?: Resolve;
  /** Through which proxy file hosts are asked; left out, as the libraries do it, by HTTPS_PROXY. */
  readonly proxyFor?: ProxyFor;
  readonly now?: () => Date;
  readonly openIdSettings?: OpenIdSettings;
  readonly timing?: Partial<TeamsTiming>;
}

export interface TeamsChannel extends Channel {
  /** Serves POST /api/messages. */
  attach(server: HttpServer): void;
}

const GREETING_TURN = 'welcome';

/** The channel to Microsoft Teams. Throws KanameError `wrong_configuration` where the registration is not complete. */
export function createTeamsChannel(options: TeamsOptions): TeamsChannel {
  const { log, appId = '' } = options;
  const rules = { authenticated: appId !== '', allowedTenants: options.allowedTenants ?? [] };
  if (rules.authenticated && rules.allowedTenants.length === 0) {
    throw new KanameError(
      'wrong_configuration',
      '利用を許可する組織のテナントIDを、MicrosoftAppTenantId または KANAME_TENANTS に指定してください。',
    );
  }
  keepEntities();
  const adapter = new TeamsAdapter(createAuthentication(options, options.openIdSettings));
  const issuer = options.openIdSettings?.tokenIssuer ?? PUBLIC_TOKEN_ISSUER;
  const timing = { ...TEAMS_TIMING, ...options.timing };
  const now = options.now ?? (() => new Date());
  const rooms = { ...options, memory: options.memory ?? createMessageMemory(now) };
  const audiences = createAudiences(timing.audience, now, log);
  const stages = createStages(timing, log);
  const turns = createRunningTurns();
  const reach = {
    hosts: rules.authenticated ? officeHosts : localHosts,
    resolve: options.resolve ?? resolveByDns,
    proxyFor: options.proxyFor ?? proxyFromEnvironment(process.env),
    timing: timing.files,
  };
  const offers = createKeptOffers(options.dialogues ?? createMemoryDialogues({ now }));
  const fileOffers = createFileOffers({ offers, memory: rooms.memory, reach, log });
  const fetchFile = (address: unknown, limitBytes: number) => downloadFile(address, limitBytes, reach);
  const answerMessage = createMessageTurn({ rooms, stages, audiences, fetchFile, fileOffers });
  const answerSummary = createSummaryTurn({ rooms, audiences, fileOffers, timing });

  /** Goes on with `work` after the request was answered. */
  const inBackground = (activity: Activity, work: (reached: Reached) => Promise<unknown>) =>
    turns.start((signal) =>
      adapter
        .continueWith(appId, activity, timing.send, async (connector, members) => {
          await work({ connector, members, signal });
        })
        .catch((thrown: unknown) => log.error('teams.background_failed', describeError(thrown))),
    );

  const routes = createRoutes({
    message(activity, action?: Action) {
      if (!action && !isAddressed(activity)) return;
      inBackground(activity, (reached) => answerMessage(activity, action, reached));
    },
    added(activity) {
      inBackground(activity, async ({ connector }) => {
        if (!(await rooms.memory.claimGreeting(activity.conversation.id))) return;
        const answer = rooms.conversation.welcome();
        await connector.send(greetingMessage(answer, rooms.cardFor(answer, GREETING_TURN)));
      });
    },
    joined: (activity) => audiences.forget(activity),
    async feedback(activity) {
      const reaction = readFeedback(activity);
      if (!reaction || !activity.replyToId) return;
      const turn = await rooms.memory.turnOfMessage(reaction.conversation.id, activity.replyToId);
      if (turn !== undefined) await rooms.conversation.react({ ...reaction, turn });
    },
    consented(activity) {
      const consent = readConsent(activity.value);
      if (consent === undefined || kindOf(activity) !== 'personal') return;
      inBackground(activity, ({ connector }) =>
        fileOffers.settle(consent, ownerOf(activity), activity.replyToId, connector),
      );
    },
    messageAction(context) {
      const { activity } = context;
      const act = createMessageAction({
        memory: rooms.memory,
        sending: timing.send,
        dialogMs: timing.dialogMs,
        summarize: (begun) => void inBackground(begun.chat, (reached) => answerSummary(begun, activity.id, reached)),
        log,
      });
      return act(adapter.clientOf(context), activity);
    },
  });

  const receive = createReceiver({
    adapter,
    routes,
    rules,
    issuer,
    log,
    authenticationMs: timing.authenticationMs,
    stopping: () => turns.stopping,
  });
  return {
    name: 'teams',
    attach: (server) => server.post('/api/messages', receive),
    stop: (graceMs) => turns.stop(graceMs),
  };
}
