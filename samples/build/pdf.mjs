import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depth, imprint } from './master.mjs';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const STYLE = `
@page { size: A4; margin: 25mm 22mm; @bottom-center { content: "- " counter(page) " -"; font: 9pt serif; } }
body { font: 10.5pt/1.8 "Noto Serif CJK JP", serif; }
h1 { font-size: 14pt; text-align: center; } h2 { font-size: 10.5pt; margin: 1em 0 0 3em; }
p { margin: 0; } .imprint { text-align: right; } .caption { margin-left: 1em; }
.d0 { padding-left: 1em; text-indent: -1em; } .d1 { padding-left: 2em; text-indent: -1em; } .d2 { padding-left: 3em; text-indent: -1em; }
table { border-collapse: collapse; width: 100%; } td { border: 1px solid #000; padding: 1mm 2mm; }`;

/** Writes a master as a PDF with a text layer, printed by headless Chromium (Noto Serif CJK JP must be installed). */
export function writePdf(master, path) {
  const folder = mkdtempSync(join(tmpdir(), 'kaname-samples-'));
  try {
    const page = join(folder, 'page.html');
    writeFileSync(page, html(master));
    execFileSync(
      CHROMIUM,
      ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--user-data-dir=${folder}/profile`, `--print-to-pdf=${path}`, `file://${page}`],
      { stdio: 'ignore', timeout: 120_000 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function html({ title, meta, blocks }) {
  const head = imprint(meta).map((line) => `<p class="imprint">${line}</p>`);
  return `<!doctype html><html lang="ja"><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style>
<h1>${title}</h1>${head.join('')}${blocks.map(draw).join('\n')}</html>`;
}

function draw(block) {
  if (block.kind === 'table') {
    return `<table>${block.rows.map((cells) => `<tr>${cells.map((c) => `<td>${c}</td>`).join('')}</tr>`).join('')}</table>`;
  }
  if (block.kind === 'chapter' || block.kind === 'part') return `<h2>${block.text}</h2>`;
  if (block.kind === 'caption') return `<p class="caption">${block.text}</p>`;
  return `<p class="d${block.kind === 'article' ? 0 : depth(block.text)}">${block.text}</p>`;
}
