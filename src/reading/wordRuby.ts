import { buffer as collect } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { scanContainer } from './zipContainer.ts';

/**
 * Replaces ruby (furigana) in a Word document by the words under it: mammoth leaves ruby out with all that it holds.
 * @returns the same bytes where there is none
 */
export async function withoutRuby(bytes: Buffer, part: string, content: Buffer | undefined): Promise<Buffer> {
  if (content?.includes('<w:ruby>') !== true) return bytes;
  const plain = content
    .toString('utf8')
    .replaceAll(
      /<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!<\/w:rPr>)[\s\S])*<\/w:rPr>)?<w:ruby>([\s\S]*?)<\/w:ruby><\/w:r>/g,
      (_, ruby: string) => {
        return /<w:rubyBase>([\s\S]*?)<\/w:rubyBase>/.exec(ruby)?.[1] ?? '';
      },
    );
  const zip = new ZipFile();
  for (const [name, entry] of await scanContainer(bytes, () => true)) {
    zip.addBuffer(name === part ? Buffer.from(plain) : entry, name);
  }
  zip.end();
  return collect(zip.outputStream);
}
