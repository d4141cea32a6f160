import type { Activity } from 'botbuilder';
import type { FilePart } from '../../../answer.ts';
import { KanameError, toKanameError } from '../../../errors.ts';
import { fileOf, type KeptFile } from '../../../files/keptFile.ts';
import { describeError, type Log } from '../../../log.ts';
import { sentenceMessage } from '../answerMessage.ts';
import type { Connector } from '../connector.ts';
import type { MessageMemory } from '../messageMemory.ts';
import { type Consent, consentMessage, deliveredMessage } from './consentCard.ts';
import type { FileReach } from './fileExchange.ts';
import { type KeptOffers, OFFER_SECONDS } from './keptOffers.ts';
import { uploadFile } from './uploadFile.ts';

export interface FileOffersParts {
  readonly offers: KeptOffers;
  readonly memory: Pick<MessageMemory, 'claim'>;
  readonly reach: FileReach;
  readonly log: Log;
}

/** A person in their personal chat. */
export interface Owner {
  readonly conversation: string;
  readonly person: string;
}

/** Files on their way into the OneDrive of a person, who is asked first. Nothing here rejects: what fails is said. */
export interface FileOffers {
  /** Makes a file and asks its person whether it may be put into their OneDrive. */
  offer(part: FilePart, owner: Owner, connector: Connector): Promise<void>;
  /** Does what a person decided; `card` is the message that asked. */
  settle(consent: Consent, owner: Owner, card: string | undefined, connector: Connector): Promise<void>;
  forget(conversation: string): Promise<void>;
}

const EMPTY = '空のファイルになるため、お渡しできません。';
const EXPIRED =
  'このファイルは、お渡しできる期限（1日）が過ぎたか、会話の履歴とともに消去されています。お手数ですが、もう一度作成してください。';
const again = (name: string, why: string) =>
  `ファイル「${name}」をお渡しできませんでした。${why}もう一度お試しになるときは、次の確認で「許可」を押してください。`;
const declined = (name: string) =>
  `ファイル「${name}」は、お渡しせずに破棄しました。必要になりましたら、もう一度作成してください。`;

export function createFileOffers({ offers, memory, reach, log }: FileOffersParts): FileOffers {
  const ask = async (file: KeptFile, { conversation, person }: Owner, connector: Connector) => {
    await connector.send(consentMessage(file, await offers.keep(conversation, person, file)));
  };
  const saidWhere = async (connector: Connector, event: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (thrown) {
      log.warn(event, describeError(thrown));
      await connector.send(sentenceMessage(toKanameError(thrown).sentence)).catch(() => undefined);
    }
  };
  const drop = (conversation: string, offer: string) =>
    offers
      .drop(conversation, offer)
      .catch((thrown: unknown) => log.warn('teams.offer_not_dropped', describeError(thrown)));

  const accepted = async (file: KeptFile, owner: Owner, { offer, upload = {} }: Consent, connector: Connector) => {
    try {
      await uploadFile(upload.uploadUrl, file.bytes, reach);
    } catch (thrown) {
      log.warn('teams.upload_failed', describeError(thrown));
      await connector.send(sentenceMessage(again(file.name, toKanameError(thrown).sentence)));
      // Teams gives a new place with each consent: the same card would lead to the old one.
      await ask(file, owner, connector);
      await drop(owner.conversation, offer);
      return;
    }
    await drop(owner.conversation, offer);
    await connector.send(deliveredMessage(file, upload));
  };

  return {
    offer: (part, owner, connector) =>
      saidWhere(connector, 'teams.file_not_offered', async () => {
        if (part.text.trim() === '') throw new KanameError('input_empty', EMPTY);
        await ask(await fileOf(part), owner, connector);
      }),
    settle: (consent, owner, card, connector) =>
      saidWhere(connector, 'teams.consent_failed', async () => {
        const { conversation, person } = owner;
        const file = await offers.find(conversation, person, consent.offer);
        if (!(await memory.claim(conversation, `consent:${consent.offer}`, OFFER_SECONDS))) return;
        if (card !== undefined) await connector.remove(card).catch(() => undefined);
        if (file === undefined) {
          await connector.send(sentenceMessage(EXPIRED));
        } else if (consent.upload === undefined) {
          await drop(conversation, consent.offer);
          await connector.send(sentenceMessage(declined(file.name)));
        } else await accepted(file, owner, consent, connector);
      }),
    forget: (conversation) =>
      offers
        .forget(conversation)
        .catch((thrown: unknown) => log.warn('teams.offers_not_forgotten', describeError(thrown))),
  };
}

/** Who a file is for, as the activity says it. */
export function ownerOf({ conversation, from }: Activity): Owner {
  return { conversation: conversation.id, person: from.aadObjectId || from.id };
}
