import { createWriteStream, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { KanameError } from '../errors.ts';
import { projectFile } from '../projectFiles.ts';
import { printText } from './output.ts';

export interface PackageOptions {
  readonly appId: string;
  readonly domain: string;
  readonly out: string;
  readonly withThreadReading?: boolean;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?!-)(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}$/i;

/** Rights that let the bot see messages that do not mention it, granted by each team's owner when they add the app. */
const threadReading = {
  permissions: {
    resourceSpecific: [
      { name: 'ChannelMessage.Read.Group', type: 'Application' },
      { name: 'ChatMessage.Read.Chat', type: 'Application' },
    ],
  },
};

/** `kaname package`: the zip for the tenant's app catalog, made from appPackage/ for one bot and one domain. */
export async function packageApp(options: PackageOptions): Promise<void> {
  const manifest = manifestFor(options);
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), 'manifest.json');
  for (const name of ['en.json', 'color.png', 'outline.png']) {
    zip.addBuffer(readFileSync(projectFile(`appPackage/${name}`)), name);
  }
  zip.end();
  const out = resolve(options.out);
  try {
    await pipeline(zip.outputStream, createWriteStream(out));
  } catch (cause) {
    throw new KanameError('file_unreadable', `「${options.out}」に書き込めませんでした。`, cause);
  }
  printText(`${options.out} を作りました。Teams 管理センターの「アプリを管理」からアップロードしてください。`);
}

/**
 * The manifest for one bot.
 * @throws KanameError `wrong_call` where the id is no GUID or the domain no host name
 */
export function manifestFor({
  appId,
  domain,
  withThreadReading,
}: Omit<PackageOptions, 'out'>): Record<string, unknown> {
  if (!GUID.test(appId)) {
    throw new KanameError('wrong_call', '--app-id には、ボットのアプリケーションID（GUID）を指定してください。');
  }
  if (!DOMAIN.test(domain)) {
    throw new KanameError(
      'wrong_call',
      '--domain には、https:// を付けずにホスト名だけを指定してください（例：kaname.example.jp）。',
    );
  }
  const template = readFileSync(projectFile('appPackage/manifest.json'), 'utf8');
  const filled = template.replaceAll('{{APP_ID}}', appId.toLowerCase()).replaceAll('{{DOMAIN}}', domain.toLowerCase());
  return { ...JSON.parse(filled), ...(withThreadReading && { authorization: threadReading }) };
}
