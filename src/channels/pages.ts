import { readFileSync } from 'node:fs';
import { projectFile } from '../projectFiles.ts';
import type { HttpResponse, HttpServer } from './server.ts';

/** The pages that appPackage/manifest.json names as `privacyUrl` and `termsOfUseUrl`, by their path. */
const pages: Readonly<Record<string, string>> = {
  '/privacy': 'src/channels/pages/privacy.html',
  '/terms': 'src/channels/pages/terms.html',
};

/** The pages carry text and their own styles: no script, no picture, no form, no frame around them. */
const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};

/** Serves the pages on privacy and on the terms of use, which anyone may read without signing in. */
export function servePages(server: HttpServer): void {
  for (const [path, file] of Object.entries(pages)) {
    const response: HttpResponse = {
      status: 200,
      body: readFileSync(projectFile(file), 'utf8'),
      contentType: 'text/html; charset=utf-8',
      headers: securityHeaders,
    };
    server.get(path, async () => response);
  }
}
