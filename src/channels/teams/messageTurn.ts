import type { Activity } from 'botbuilder';
import type { Action, Answer, FilePart } from '../../answer.ts';
import type { IncomingMessage } from '../../conversation/message.ts';
import { sentenceMessage } from './answerMessage.ts';
import type { Audiences } from './audience.ts';
import type { Connector } from './connector.ts';
import { attachmentsOf, type FetchFile, nothingReadable } from './files/attachments.ts';
import { type FileOffers, type Owner, ownerOf } from './files/fileOffers.ts';
import { withWordButtons, wordFileAsked } from './files/wordButton.ts';
import { kindOf, readMessage } from './inbound.ts';
import type { ReadMembers } from './members.ts';
import type { Stage, Stages } from './stages.ts';
import { type Beside, runTurn, type TurnRooms } from './turn.ts';

export interface MessageTurnParts {
  readonly rooms: TurnRooms;
  readonly stages: Stages;
  readonly audiences: Audiences;
  readonly fetchFile: FetchFile;
  readonly fileOffers: FileOffers;
}

/** Where an activity is answered. */
export interface Reached {
  readonly connector: Connector;
  readonly members: ReadMembers;
  readonly signal: AbortSignal;
}

/** What a personal chat has beside other places: files. `unread` is said at the head of the answer. */
export function besideAnswers(
  activity: Activity,
  unread: string,
  fileOffers: FileOffers,
  connector: Connector,
): Beside {
  const said = (answer: Answer): Answer =>
    unread === '' ? answer : { ...answer, parts: [{ kind: 'text', text: unread, tone: 'warning' }, ...answer.parts] };
  if (kindOf(activity) !== 'personal') return { completed: said };
  const owner = ownerOf(activity);
  return {
    completed: (answer) => withWordButtons(said(answer)),
    async afterwards(answer) {
      if (answer.forgets) await fileOffers.forget(owner.conversation);
      for (const part of answer.parts) if (part.kind === 'file') await fileOffers.offer(part, owner, connector);
    },
  };
}

const PRESSED_SECONDS = 600;

/** Answers a message, or a pressed button. */
export function createMessageTurn(parts: MessageTurnParts) {
  const { rooms, stages, audiences, fetchFile, fileOffers } = parts;

  const offerOnce = async (asked: FilePart, owner: Owner, press: string | undefined, connector: Connector) => {
    if (press && !(await rooms.memory.claim(owner.conversation, `press:${press}`, PRESSED_SECONDS))) return;
    await fileOffers.offer(asked, owner, connector);
  };

  return async (activity: Activity, action: Action | undefined, { connector, members, signal }: Reached) => {
    const isPersonal = kindOf(activity) === 'personal';
    const asked = action && isPersonal ? wordFileAsked(action) : undefined;
    if (asked) return offerOnce(asked, ownerOf(activity), activity.id, connector);
    const written = readMessage(activity, action);
    const attached = attachmentsOf(action ? { ...activity, attachments: [] } : activity, isPersonal, fetchFile);
    const refusal = action ? undefined : nothingReadable(activity, attached, written.text);
    if (refusal !== undefined) {
      await connector.send(sentenceMessage(refusal));
      return;
    }
    const message: IncomingMessage = {
      ...written,
      ...(attached.files.length > 0 && { files: attached.files }),
      audience: () => audiences.of(activity, members),
    };
    const beside = besideAnswers(activity, attached.unread, fileOffers, connector);
    await stages.withStage(message.conversation, connector, signal, (stage: Stage, stopped) =>
      runTurn(message, rooms, stage, stopped, beside),
    );
  };
}
