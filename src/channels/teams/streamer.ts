import type { Activity } from 'botbuilder';
import type { Log } from '../../log.ts';
import type { Connector } from './connector.ts';
import { createPacer, type Pace } from './pacer.ts';
import { type Reply, replaceOrSend } from './reply.ts';
import { describeSendFailure, readSendFailure } from './sendFailure.ts';

export interface StreamOptions {
  readonly pace: Pace;
  /** Teams closes a stream after two minutes; ours ends a little before. Milliseconds. */
  readonly limitMs: number;
  readonly log: Log;
  /** Called once, when something of the stream is on the screen. */
  readonly onOpen: () => void;
  /** Called when the user has pressed Stop. */
  readonly onStop: () => void;
}

interface Chunk {
  readonly streamType: 'informative' | 'streaming';
  readonly text: string;
}

const INFORMATIVE_LIMIT = 1_000;
const CHUNK_TIMEOUT_MS = 5_000;

/**
 * The reply in personal chats: a stream of what Kaname is doing, then of the text so far, then the last message.
 * https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux: chunks are sent one after another, each holds
 * all that was shown before, their sequence grows from 1, and the last message has none. What Teams refuses ends the
 * stream and not the turn: the answer then replaces what is shown, or is sent as an ordinary message.
 */
export function createStreamer(connector: Connector, options: StreamOptions): Reply {
  let id: string | undefined;
  let sequence = 0;
  let shownText = '';
  let openedAt: number | undefined;
  let state: 'open' | 'closed' | 'stopped' = 'open';

  const refused = (thrown: unknown) => {
    const { status, message } = readSendFailure(thrown);
    options.log.warn('teams.stream_refused', describeSendFailure(thrown));
    if (status === 403 && /cancel/i.test(message)) {
      state = 'stopped';
      options.onStop();
    } else if (id === undefined || (status !== undefined && status >= 400 && status < 500 && status !== 429)) {
      state = 'closed';
    }
  };
  const expired = () => openedAt !== undefined && performance.now() - openedAt > options.limitMs;

  const send = async ({ streamType, text }: Chunk) => {
    if (state !== 'open' || expired()) return;
    if (streamType === 'streaming' && (text === shownText || !text.startsWith(shownText))) return;
    sequence += 1;
    openedAt ??= performance.now();
    const mark = { streamType, streamSequence: sequence, ...(id !== undefined && { streamId: id }) };
    try {
      const created = await connector.send(
        marked({ type: 'typing', text, textFormat: 'plain' }, mark),
        CHUNK_TIMEOUT_MS,
      );
      if (id === undefined) {
        if (created === '') state = 'closed';
        else id = created;
        options.onOpen();
      }
      if (streamType === 'streaming') shownText = text;
    } catch (thrown) {
      refused(thrown);
    }
  };

  const pacer = createPacer<Chunk>(send, options.pace);
  let textBegun = false;

  return {
    progress(text) {
      if (!textBegun) pacer.offer({ streamType: 'informative', text: text.slice(0, INFORMATIVE_LIMIT) });
    },
    partial(text) {
      if (text === '') return;
      textBegun = true;
      pacer.offer({ streamType: 'streaming', text });
    },
    async finish(message) {
      await pacer.close();
      if (state === 'open' && id !== undefined && !expired()) {
        try {
          await connector.send(marked(message, { streamType: 'final', streamId: id }));
          return id;
        } catch (thrown) {
          refused(thrown);
          if (state === 'open') state = 'closed';
        }
      }
      return state === 'stopped' ? undefined : replaceOrSend(connector, id, message);
    },
  };
}

function marked(activity: Partial<Activity>, mark: Readonly<Record<string, unknown>>): Partial<Activity> {
  return {
    ...activity,
    entities: [...(activity.entities ?? []), { type: 'streaminfo', ...mark }],
    channelData: { ...activity.channelData, ...mark },
  };
}
