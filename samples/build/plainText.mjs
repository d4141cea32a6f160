import { writeFileSync } from 'node:fs';
import Encoding from 'encoding-japanese';
import { depth, imprint } from './master.mjs';

/** Writes a master as a Shift_JIS text with CRLF, indented with full-width spaces as older rule collections are. */
export function writePlainText(master, path) {
  const lines = [`○${master.title}`, ...imprint(master.meta).map((line) => `　　　　　　　　${line}`), ''];
  for (const block of master.blocks) lines.push(indent(block) + block.text);
  const codes = Encoding.convert(Encoding.stringToCode(`${lines.join('\r\n')}\r\n`), { from: 'UNICODE', to: 'SJIS' });
  const text = Encoding.codeToString(Encoding.convert(codes, { from: 'SJIS', to: 'UNICODE' }));
  if (text !== `${lines.join('\r\n')}\r\n`) throw new Error(`${path}: a character does not exist in Shift_JIS`);
  writeFileSync(path, Buffer.from(codes));
}

function indent({ kind, text }) {
  if (kind === 'chapter' || kind === 'part') return '　　　';
  if (kind === 'caption') return '　';
  return kind === 'article' ? '' : '　'.repeat(depth(text));
}
