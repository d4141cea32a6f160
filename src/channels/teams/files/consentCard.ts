import type { Activity } from 'botbuilder';
import type { KeptFile } from '../../../files/keptFile.ts';
import { isRecord } from '../cardAction.ts';

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#upload-files-to-personal-chat */
const CONSENT_TYPE = 'application/vnd.microsoft.teams.card.file.consent';
const INFO_TYPE = 'application/vnd.microsoft.teams.card.file.info';
const DESCRIPTION = '許可すると、あなたの OneDrive に保存され、このチャットから開けるようになります。';

/** What a person decided about a file that was offered. */
export interface Consent {
  readonly offer: string;
  /** Where the file is to be put; undefined where it was declined. */
  readonly upload?: Readonly<Record<string, unknown>>;
}

/** Asks its person whether a file may be put into their OneDrive. */
export function consentMessage({ name, bytes }: KeptFile, offer: string): Partial<Activity> {
  const context = { kaname: { offer } };
  const content = {
    description: DESCRIPTION,
    sizeInBytes: bytes.length,
    acceptContext: context,
    declineContext: context,
  };
  return {
    type: 'message',
    summary: `ファイル「${name}」をお渡しできます。`,
    attachments: [{ contentType: CONSENT_TYPE, name, content }],
  };
}

/** Shows a file that was put into the OneDrive of its person. `upload` is what the invoke told of it. */
export function deliveredMessage({ name }: KeptFile, upload: Readonly<Record<string, unknown>>): Partial<Activity> {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const content = { uniqueId: text(upload.uniqueId), fileType: text(upload.fileType) };
  return {
    type: 'message',
    summary: `ファイル「${name}」を保存しました。`,
    attachments: [
      { contentType: INFO_TYPE, contentUrl: text(upload.contentUrl), name: text(upload.name) || name, content },
    ],
  };
}

/** Reads the value of a `fileConsent/invoke`; undefined where it is not ours or malformed. */
export function readConsent(value: unknown): Consent | undefined {
  if (!isRecord(value) || !isRecord(value.context) || !isRecord(value.context.kaname)) return undefined;
  const { offer } = value.context.kaname;
  if (typeof offer !== 'string' || !/^[0-9a-f-]{36}$/.test(offer)) return undefined;
  if (value.action === 'decline') return { offer };
  return value.action === 'accept' ? { offer, upload: isRecord(value.uploadInfo) ? value.uploadInfo : {} } : undefined;
}
