import { KanameError } from '../errors.ts';

export type FileKind = 'text' | 'markdown' | 'html' | 'vtt' | 'pdf' | 'docx' | 'xlsx' | 'xls' | 'pptx';

const ENDINGS: Readonly<Record<string, FileKind>> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  vtt: 'vtt',
  pdf: 'pdf',
  docx: 'docx',
  docm: 'docx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  xls: 'xls',
  pptx: 'pptx',
};

/** What to do about files that are not read, by ending. */
const ADVICE: Readonly<Record<string, string>> = {
  doc: '古い形式のWord文書（.doc）は読み取れません。Wordで.docx形式に保存し直してください。',
  rtf: 'リッチテキスト（.rtf）は読み取れません。Wordで.docx形式に保存し直してください。',
  odt: 'OpenDocument（.odt）は読み取れません。.docx形式かPDFに保存し直してください。',
  xlsb: 'バイナリ形式のExcelブック（.xlsb）は読み取れません。Excelで.xlsx形式に保存し直してください。',
  dot: 'Wordのひな形（.dot）は読み取れません。Wordで.docx形式に保存し直してください。',
  dotx: 'Wordのひな形（.dotx）は読み取れません。Wordで.docx形式に保存し直してください。',
  ods: 'OpenDocument（.ods）は読み取れません。.xlsx形式に保存し直してください。',
  odp: 'OpenDocument（.odp）は読み取れません。.pptx形式かPDFに保存し直してください。',
  pps: 'PowerPointのスライドショー（.pps）は読み取れません。PowerPointで.pptx形式かPDFに保存し直してください。',
  ppsx: 'PowerPointのスライドショー（.ppsx）は読み取れません。PowerPointで.pptx形式かPDFに保存し直してください。',
  jtt: '一太郎のひな形（.jtt）は読み取れません。一太郎で.docx形式かPDFに保存し直してください。',
  jtdc: '圧縮された一太郎文書（.jtdc）は読み取れません。一太郎で.docx形式かPDFに保存し直してください。',
  jtd: '一太郎文書（.jtd）は読み取れません。一太郎で.docx形式かPDFに保存し直してください。',
  ppt: '古い形式のPowerPoint（.ppt）は読み取れません。PowerPointで.pptx形式かPDFに保存し直してください。',
  csv: 'CSVファイルは読み取れません。Excelで.xlsx形式に保存し直してください。',
  zip: '圧縮ファイル（.zip）は読み取れません。展開してから、中のファイルを指定してください。',
  lzh: '圧縮ファイル（.lzh）は読み取れません。展開してから、中のファイルを指定してください。',
  '7z': '圧縮ファイル（.7z）は読み取れません。展開してから、中のファイルを指定してください。',
  msg: 'メール（.msg）は読み取れません。本文をテキストファイルに保存し直してください。',
  eml: 'メール（.eml）は読み取れません。本文をテキストファイルに保存し直してください。',
  xbd: 'DocuWorksのバインダー（.xbd）は読み取れません。PDFに変換してください。',
  xdw: 'DocuWorks文書（.xdw）は読み取れません。PDFに変換してください。',
};
const READABLE = '.txt、.md、.docx、.xlsx、.pptx、.pdf、.html、.vtt';
const PICTURES = /^(?:png|jpe?g|gif|tiff?|bmp|webp|heic)$/;

const MISMATCH: Readonly<Record<'pdf' | 'zip' | 'ole' | 'other', string>> = {
  pdf: 'このファイルの中身はPDFですが、名前の末尾（拡張子）が違います。.pdfに直してから、もう一度お試しください。',
  zip: 'このファイルの中身は、名前の末尾（拡張子）が示す形式ではありません。元のソフトで保存し直してください。',
  ole: 'このファイルは、パスワードで保護されているか、古い形式のOffice文書です。保護を外して保存し直してください。',
  other: 'このファイルの中身は、名前の末尾（拡張子）が示す形式ではないようです。元のソフトで保存し直してください。',
};

/**
 * What kind of file this is, by its ending, held against how its content begins.
 * @throws KanameError `file_unsupported` where Kaname does not read it, `file_unreadable` where the two disagree
 */
export function fileKind(bytes: Uint8Array, name: string): FileKind {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = ENDINGS[ending];
  if (kind === undefined) throw new KanameError('file_unsupported', ADVICE[ending] ?? unsupported(ending));
  const content = contentOf(bytes);
  const expected = { pdf: 'pdf', docx: 'zip', xlsx: 'zip', pptx: 'zip', xls: 'ole' }[kind as string] ?? 'other';
  if (content !== expected) throw new KanameError('file_unreadable', MISMATCH[content]);
  return kind;
}

function unsupported(ending: string): string {
  if (PICTURES.test(ending)) return `画像ファイルの文字は読み取れません。読み取れる形式は、${READABLE} です。`;
  return `この形式のファイルは読み取れません。読み取れる形式は、${READABLE} です。`;
}

function contentOf(bytes: Uint8Array): keyof typeof MISMATCH {
  const head = Buffer.from(bytes.subarray(0, 1024));
  if (/^\s*(?:ï»¿)?%PDF-/.test(head.toString('latin1'))) return 'pdf';
  if (head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return 'zip';
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) return 'ole';
  return 'other';
}
