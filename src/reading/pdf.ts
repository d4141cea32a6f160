import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { KanameError } from '../errors.ts';
import { pageLines } from './pdfLines.ts';
import { pageBlocks } from './pdfPages.ts';
import { placedText } from './places.ts';
import type { ReadText } from './readText.ts';
import { joinWrapped } from './wrappedLines.ts';

const MAX_PAGES = 2000;
const DEADLINE_MS = 60_000;

const PROTECTED = 'このPDFはパスワードで保護されています。保護を外して保存し直してください。';
const BROKEN = 'このPDFは壊れているため、読み取れませんでした。元の文書からPDFを作り直してください。';
const TOO_LONG = 'このPDFはページが多すぎて読み取れませんでした。分けて保存し直してください。';

let library: Promise<{ loadDocument(bytes: Uint8Array): Promise<PDFiumDocument> }> | undefined;

/**
 * A PDF: its text page by page, without page numbers and running heads, with the lines that the page broke joined.
 * Pages without text are named in the warnings.
 * @throws KanameError `file_unreadable` where it is protected, broken, too long, or has no text at all
 */
export async function readPdf(bytes: Uint8Array): Promise<ReadText> {
  const pages = await pageTexts(bytes);
  if (pages.every(({ text }) => text.trim() === '')) throw new KanameError('file_unreadable', noText(pages.length));
  const lines = pageLines(pages.map(({ text }) => text));
  const joined = joinWrapped(
    lines.flatMap(({ text }) => text),
    { full: 0.85, always: true },
  );
  const silent = pages.flatMap(({ text, hasObjects }, at) => (text.trim() === '' && hasObjects ? [at + 1] : []));
  const warnings = silent.length === 0 ? [] : [`${pageList(silent)}は画像だけのため、読み取れませんでした。`];
  return { ...placedText(pageBlocks(joined, lines)), warnings };
}

async function pageTexts(bytes: Uint8Array): Promise<{ text: string; hasObjects: boolean }[]> {
  const started = Date.now();
  let document: PDFiumDocument | undefined;
  try {
    library ??= PDFiumLibrary.init();
    document = await (await library).loadDocument(bytes);
    if (document.getPageCount() > MAX_PAGES) throw new KanameError('file_unreadable', TOO_LONG);
    const pages: { text: string; hasObjects: boolean }[] = [];
    for (const page of document.pages()) {
      if (Date.now() - started > DEADLINE_MS) throw new KanameError('file_unreadable', TOO_LONG);
      pages.push({ text: page.getText(), hasObjects: page.getObjectCount() > 0 });
      // Lets the answers of others through between pages.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return pages;
  } catch (thrown) {
    if (thrown instanceof KanameError) throw thrown;
    const isProtected = thrown instanceof Error && /password/i.test(thrown.message);
    // After a trap the WebAssembly instance cannot be trusted: the next file gets a new one.
    if (!isProtected) library = undefined;
    throw new KanameError('file_unreadable', isProtected ? PROTECTED : BROKEN, thrown);
  } finally {
    document?.destroy();
  }
}

function noText(pages: number): string {
  const which = pages === 1 ? '1ページ' : `${pages}ページすべて`;
  return `このPDFは、${which}が画像だけで、文字の情報がないため、読み取れませんでした。文字認識（OCR）をしたPDFか、元の文書ファイルをお使いください。`;
}

function pageList(pages: readonly number[]): string {
  const shown = pages.slice(0, 10).map(String).join('、');
  return `${shown}ページ${pages.length > 10 ? `など${pages.length}ページ` : ''}`;
}
