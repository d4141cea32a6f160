import { AUDIENCE_TIMING, type AudienceTiming } from './audience.ts';
import { SEND_TIMING, type SendTiming } from './connector.ts';
import { FILE_TIMING, type FileTiming } from './files/fileExchange.ts';
import type { Pace } from './pacer.ts';

/** Everything that depends on how fast Teams may be spoken to; tests make it short. Milliseconds. */
export interface TeamsTiming {
  readonly typingEveryMs: number;
  /** Of the progress message in channels and group chats. */
  readonly progress: Pace;
  /** Of a stream's chunks: Teams wants a second and a half between them. */
  readonly stream: Pace;
  /** When we stop using a stream, which Teams closes after two minutes. */
  readonly streamLimitMs: number;
  readonly send: SendTiming;
  readonly audience: AudienceTiming;
  /** How long a request's token may take to be checked: Teams waits 15 s, for an invoke 5 s. */
  readonly authenticationMs: number;
  /** Of files that are fetched and put. */
  readonly files: FileTiming;
  /** How long a personal chat may take to be opened before a dialog says that it could not be. */
  readonly dialogMs: number;
}

export const TEAMS_TIMING: TeamsTiming = {
  typingEveryMs: 4_000,
  progress: { firstAfterMs: 1_000, intervalMs: 2_000 },
  stream: { firstAfterMs: 700, intervalMs: 1_500 },
  streamLimitMs: 110_000,
  send: SEND_TIMING,
  audience: AUDIENCE_TIMING,
  authenticationMs: 4_500,
  files: FILE_TIMING,
  dialogMs: 2_500,
};
