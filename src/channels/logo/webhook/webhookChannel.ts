import type { WebhookConfig } from '../../../config/logo.ts';
import type { Log } from '../../../log.ts';
import type { DialogueStore } from '../../../stores/dialogues.ts';
import type { HistoryStore } from '../../../stores/history.ts';
import type { Channel } from '../../channel.ts';
import type { HttpServer } from '../../server.ts';
import type { Abilities } from '../../text/outgoing.ts';
import type { TextChannel } from '../../text/textChannel.ts';
import type { WebhookTiming } from './timing.ts';

export interface WebhookOptions extends WebhookConfig {
  /** Makes the conversation for channels without cards. Asked once for each set of abilities that a relay may name. */
  readonly textChannel: (abilities: Abilities) => TextChannel;
  /** Keeps replies for relays that fetch them. */
  readonly dialogues: DialogueStore;
  /** Tells, across processes, a request and a message from their repetitions. */
  readonly claim: HistoryStore['claim'];
  readonly log: Log;
  readonly now?: () => Date;
  readonly timing?: Partial<WebhookTiming>;
}

export interface WebhookChannel extends Channel {
  /** Serves POST /api/logo/messages and /api/logo/replies, and begins to ask `pollUrl` where there is one. */
  attach(server: HttpServer): void;
}
