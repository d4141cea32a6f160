import type { Answer, FilePart } from '../../../answer.ts';
import { fileOf } from '../../../files/keptFile.ts';
import { describeError, type Log } from '../../../log.ts';
import type { Abilities, Outgoing } from '../outgoing.ts';

/** The files of an answer, where they can be sent. One that cannot be made is said and logged; the answer is given. */
export async function filePieces(
  { parts }: Pick<Answer, 'parts'>,
  { files }: Abilities,
  log: Log,
): Promise<readonly Outgoing[]> {
  if (!files) return [];
  return Promise.all(parts.filter((part) => part.kind === 'file').map((part) => made(part, log)));
}

async function made(part: FilePart, log: Log): Promise<Outgoing> {
  try {
    return { kind: 'file', ...(await fileOf(part)) };
  } catch (thrown) {
    log.error('file not made', describeError(thrown));
    return { kind: 'text', text: `ファイル「${part.name}」を作成できませんでした。` };
  }
}
