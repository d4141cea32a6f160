/** What the bytes of a file are, whatever its name says. `zip` holds .docx, .xlsx and .pptx too, `ole` old or locked Office files. */
export type FileContent = 'pdf' | 'zip' | 'ole' | 'picture' | 'archive' | 'other';

/** How files begin, as bytes in hexadecimal, from the offset that stands before the colon (0 where none does). */
const BEGINNINGS: readonly (readonly [FileContent, readonly string[]])[] = [
  ['zip', ['504b0304', '504b0506']],
  ['ole', ['d0cf11e0']],
  // PNG, JPEG, GIF, TIFF, WebP, HEIC
  [
    'picture',
    ['89504e47', 'ffd8ff', '47494638', '49492a00', '4d4d002a', '8:57454250', '4:66747970686569', '4:667479706d6966'],
  ],
  // RAR, 7z, gzip, LZH (「-lh5-」)
  ['archive', ['52617221', '377abcaf', '1f8b08', '2:2d6c68']],
];

export function contentOf(bytes: Uint8Array): FileContent {
  const head = Buffer.from(bytes.subarray(0, 1024));
  if (/^\s*(?:ï»¿)?%PDF-/.test(head.toString('latin1'))) return 'pdf';
  for (const [content, beginnings] of BEGINNINGS) {
    if (beginnings.some((beginning) => beginsWith(head, beginning))) return content;
  }
  return 'other';
}

function beginsWith(head: Buffer, beginning: string): boolean {
  const [hex = '', offset = '0'] = beginning.split(':').toReversed();
  const at = Number(offset);
  return head.subarray(at, at + hex.length / 2).toString('hex') === hex;
}

/** Whether a zip file has an entry of this name, or whose name begins so: names stand in it uncompressed. */
export function holdsPart(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name);
}
