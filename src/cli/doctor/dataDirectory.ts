import { mkdir, mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Check, type Finding, good, note, wrong } from './check.ts';

const MEGABYTE = 1024 * 1024;
/** Below these, writing is about to fail, or a large ingest may fill what is left. */
const [LEAST_MB, COMFORTABLE_MB] = [100, 1024];
/** File systems over a network, by the magic numbers of statfs(2): NFS, SMB, SMB2, CIFS, 9P. */
const REMOTE = [0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x01021997];

/** Where history and index are kept: it can be written, by whom it will be, and has room. */
export const dataDirectory: Check = {
  id: 'data-directory',
  title: 'データの置き場所',
  async run({ config: { dataDir } }) {
    try {
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      await tryWriting(dataDir);
    } catch {
      const mend =
        'KANAME_DATA_DIR の場所と、Kaname を動かす利用者の書き込みの権限を確認してください。ディスクの空きも確認してください。';
      return [wrong('データのフォルダー（KANAME_DATA_DIR）に書き込めません。', mend)];
    }
    const { type, bavail, bsize } = await statfs(dataDir);
    const remote = REMOTE.includes(type)
      ? [
          note(
            'データのフォルダーが、ネットワーク上の共有フォルダーにあります。履歴の記録方式（SQLiteのWAL）は、そこでは正しく動きません。',
            'KANAME_DATA_DIR を、この端末のディスクにしてください。',
          ),
        ]
      : [];
    return [spaceFinding(Math.floor((bavail * bsize) / MEGABYTE)), ...remote, ...(await ownerFindings(dataDir))];
  },
};

async function tryWriting(dataDir: string): Promise<void> {
  const folder = await mkdtemp(join(dataDir, '.doctor-'));
  try {
    await writeFile(join(folder, 'written'), '書き込みの確認');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param free megabytes that this user may still write */
export function spaceFinding(free: number): Finding {
  const details = { freeMegabytes: free };
  const told = `空き容量は約${free.toLocaleString('ja-JP')}MBです。`;
  if (free >= COMFORTABLE_MB) return good(`データのフォルダーに書き込めます。${told}`, details);
  const mend = '不要なファイルを除くか、KANAME_DATA_DIR を空きのあるディスクにしてください。';
  return free >= LEAST_MB
    ? note(`データのフォルダーに書き込めますが、${told}`, mend, details)
    : wrong(`データのフォルダーの${told}`, mend, details);
}

/** Only where the system knows users. */
async function ownerFindings(dataDir: string): Promise<Finding[]> {
  const user = process.getuid?.();
  if (user === undefined) return [];
  const { uid, mode } = await stat(dataDir);
  return [
    ...(uid === user
      ? []
      : [
          note(
            'データのフォルダーの持ち主が、この診断を実行した利用者ではありません。',
            'Kaname を動かす利用者で実行してください。別の利用者で実行すると、Kaname が書き込めないファイルができることがあります。',
          ),
        ]),
    ...((mode & 0o077) === 0
      ? []
      : [
          note(
            'データのフォルダーを、この端末のほかの利用者も読むことができます。会話の履歴が含まれます。',
            'フォルダーの権限を、持ち主だけに絞ってください（Linux では chmod 700）。',
          ),
        ]),
  ];
}
