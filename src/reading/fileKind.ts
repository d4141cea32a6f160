import { KanameError } from '../errors.ts';
import { contentOf, type FileContent, holdsPart } from './fileContent.ts';

export type FileKind =
  | 'text'
  | 'markdown'
  | 'html'
  | 'csv'
  | 'tsv'
  | 'vtt'
  | 'eml'
  | 'pdf'
  | 'docx'
  | 'xlsx'
  | 'xls'
  | 'pptx';

const ENDINGS: Readonly<Record<string, FileKind>> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  csv: 'csv',
  tsv: 'tsv',
  vtt: 'vtt',
  eml: 'eml',
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
  msg: 'Outlookのメール（.msg）は読み取れません。.eml形式に保存し直すか、本文をテキストファイルに保存してください。',
  xbd: 'DocuWorksのバインダー（.xbd）は読み取れません。PDFに変換してください。',
  xdw: 'DocuWorks文書（.xdw）は読み取れません。PDFに変換してください。',
};
const READABLE = '.txt、.md、.docx、.xlsx、.pptx、.pdf、.html、.csv、.vtt、.eml';
const PICTURES = /^(?:png|jpe?g|gif|tiff?|bmp|webp|heic)$/;
const ARCHIVES = /^(?:zip|lzh|7z|rar|gz|tgz|tar|cab)$/;
const RECORDINGS = /^(?:mp[34]|m4[av]|wav|wma|wmv|mov|avi|aac|flac|ogg|webm)$/;

const PICTURE = `画像ファイルの文字は読み取れません。読み取れる形式は、${READABLE} です。`;
const RECORDING = '音声や動画は読み取れません。文字起こしのファイル（.vtt、.docx、.txt）をお使いください。';
const UNKNOWN = `この形式のファイルは読み取れません。読み取れる形式は、${READABLE} です。`;

const MISMATCH: Readonly<Record<FileContent, string>> = {
  pdf: 'このファイルの中身はPDFですが、名前の末尾（拡張子）が違います。.pdfに直してから、もう一度お試しください。',
  zip: 'このファイルの中身は、名前の末尾（拡張子）が示す形式ではありません。元のソフトで保存し直してください。',
  ole: 'このファイルは、パスワードで保護されているか、古い形式のOffice文書です。保護を外して保存し直してください。',
  picture: `このファイルの中身は画像です。${PICTURE}`,
  archive:
    'このファイルの中身は圧縮ファイルのため、読み取れません。展開してから、中のファイルを一つずつお試しください。',
  other: 'このファイルの中身は、名前の末尾（拡張子）が示す形式ではないようです。元のソフトで保存し直してください。',
};
/**
 * What kind of file this is, by its ending, held against what its content is; without an ending, by its content alone.
 * @throws KanameError `file_unsupported` where Kaname does not read it, `file_unreadable` where the two disagree
 */
export function fileKind(bytes: Uint8Array, name: string): FileKind {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const content = contentOf(bytes);
  const kind = ending === '' ? kindOfContent(bytes, content) : ENDINGS[ending];
  if (kind === undefined) throw new KanameError('file_unsupported', ADVICE[ending] ?? unsupported(ending, content));
  const expected = { pdf: 'pdf', docx: 'zip', xlsx: 'zip', pptx: 'zip', xls: 'ole' }[kind as string] ?? 'other';
  const other = content === 'zip' && (kindOfContent(bytes, content) ?? kind) !== kind;
  if (content !== expected || other) throw new KanameError('file_unreadable', MISMATCH[content]);
  return kind;
}

function kindOfContent(bytes: Uint8Array, content: FileContent): FileKind | undefined {
  if (content === 'pdf') return 'pdf';
  if (content !== 'zip') return undefined;
  if (holdsPart(bytes, 'word/document')) return 'docx';
  if (holdsPart(bytes, 'xl/workbook')) return 'xlsx';
  return holdsPart(bytes, 'ppt/presentation') ? 'pptx' : undefined;
}

function unsupported(ending: string, content: FileContent): string {
  if (PICTURES.test(ending) || content === 'picture') return PICTURE;
  if (ARCHIVES.test(ending))
    return `圧縮ファイル（.${ending}）は読み取れません。展開してから、中のファイルを一つずつお試しください。`;
  return RECORDINGS.test(ending) ? RECORDING : UNKNOWN;
}
