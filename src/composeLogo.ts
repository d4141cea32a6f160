import { join } from 'node:path';
import type { Channel } from './channels/channel.ts';
import type { DirectChannel } from './channels/logo/direct/directChannel.ts';
import type { HttpServer } from './channels/server.ts';
import type { Abilities } from './channels/text/outgoing.ts';
import type { DirectConfig, WebhookConfig } from './config/logo.ts';
import type { Config } from './config.ts';
import type { Conversation } from './conversation/message.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { DialogueStore } from './stores/dialogues.ts';
import type { HistoryStore } from './stores/history.ts';

export interface LogoTools {
  readonly conversation: Conversation;
  readonly dialogues: DialogueStore;
  readonly history: HistoryStore;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

/** How LoGo Chat and other office chats reach Kaname: a connection to direct, a signed webhook, both, or neither. */
export interface LogoChannels extends Channel {
  /** Serves the webhook's paths, which say where it is not configured that it is not. */
  attach(server: HttpServer): void;
  /** Begins to answer in the rooms on direct. */
  start(): void;
  /** For /readyz; a lost connection comes back by itself and keeps no other channel from answering. */
  state(): { readonly direct: 'connected' | 'disconnected' | 'off'; readonly webhook: 'on' | 'off' };
}

const WEBHOOK_PATHS = ['/api/logo/messages', '/api/logo/replies'];
const NO_WEBHOOK =
  'Webhookは設定されていません。使うときは、環境変数 KANAME_WEBHOOK_KEY に共有鍵を指定し、Kaname を起動し直してください。';

/** The channels that the configuration names; the connection to direct is opened at once. */
export async function composeLogo(
  { logo, dataDir }: Pick<Config, 'logo' | 'dataDir'>,
  tools: LogoTools,
): Promise<LogoChannels> {
  const direct = logo.direct && (await composeDirect(logo.direct, join(dataDir, 'direct'), tools));
  const webhook = logo.webhook && (await composeWebhook(logo.webhook, tools));
  return {
    name: 'logo',
    attach(server) {
      if (webhook !== undefined) return webhook.attach(server);
      const body = { error: { code: 'not_configured', message: NO_WEBHOOK } };
      for (const path of WEBHOOK_PATHS) server.post(path, async () => ({ status: 503, body }));
    },
    start: () => direct?.start(),
    state: () => ({
      direct: direct === undefined ? 'off' : direct.connected() ? 'connected' : 'disconnected',
      webhook: webhook === undefined ? 'off' : 'on',
    }),
    async stop(graceMs) {
      await Promise.all([direct?.stop(graceMs), webhook?.stop(graceMs)]);
    },
  };
}

// Offices without them do not wait for what they need: the vendor's client, Word documents, schemas.

async function composeDirect(config: DirectConfig, storagePath: string, tools: LogoTools): Promise<DirectChannel> {
  const { openDirectSession } = await import('./channels/logo/direct/directSession.ts');
  const { createDirectChannel } = await import('./channels/logo/direct/directChannel.ts');
  const { createTextChannel } = await import('./channels/text/createTextChannel.ts');
  const { DIRECT_ABILITIES } = await import('./channels/logo/direct/abilities.ts');
  return createDirectChannel({
    ...tools,
    session: openDirectSession({ ...config, storagePath, log: tools.log }),
    textChannel: createTextChannel({ ...tools, abilities: DIRECT_ABILITIES }),
    onUndelivered: () => tools.metrics.onUndelivered('logo'),
  });
}

async function composeWebhook(config: WebhookConfig, tools: LogoTools) {
  const { createWebhookChannel } = await import('./channels/logo/webhook/webhookChannel.ts');
  const { createTextChannel } = await import('./channels/text/createTextChannel.ts');
  return createWebhookChannel({
    ...config,
    ...tools,
    claim: tools.history.claim,
    textChannel: (abilities: Abilities) => createTextChannel({ ...tools, abilities }),
  });
}
