import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import { servePages } from '../../src/channels/pages.ts';
import { createServer } from '../../src/channels/server.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { settings } from '../../src/settings.ts';

const quiet = () => undefined;
const server = createServer({
  log: { info: quiet, warn: quiet, error: quiet },
  ready: async () => ({ ready: true, details: {} }),
  metrics: async () => '',
});
let origin = '';

beforeAll(async () => {
  servePages(server);
  origin = (await server.listen(0, '127.0.0.1')).url;
});
afterAll(() => server.close(0));

const manifest = JSON.parse(readFileSync(projectFile('appPackage/manifest.json'), 'utf8'));
const named: string[] = [manifest.developer.privacyUrl, manifest.developer.termsOfUseUrl];
const paths = named.map((url) => url.replace('https://{{DOMAIN}}', ''));

describe('Teams のマニフェストが指すページ', () => {
  it.each(paths)('%s は、サインインなしで開ける日本語のページである', async (path) => {
    const response = await fetch(origin + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = load(await response.text());
    expect(page('html').attr('lang')).toBe('ja');
    expect(page('title').text()).toContain('Kaname（要）');
    expect(page('h1')).toHaveLength(1);
    expect(page('main').text()).toMatch(/です。|ください。/);
  });

  it.each(paths)('%s は、スクリプトも外のファイルも使わず、ブラウザーにもそれを禁じる', async (path) => {
    const response = await fetch(origin + path);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const page = load(await response.text());
    expect(page('script, link, img, iframe, form, [src], [style], [onclick]')).toHaveLength(0);
  });

  it.each(paths)('%s は、見出しの順番、表の見出し、文字の拡大に配慮している', async (path) => {
    const page = load(await (await fetch(origin + path)).text());
    expect(page('meta[name=viewport]').attr('content')).not.toMatch(/user-scalable|maximum-scale/);
    expect(page('h3, h4')).toHaveLength(0);
    expect(page('th:not([scope])')).toHaveLength(0);
    expect(page('table:not(:has(caption))')).toHaveLength(0);
    const links = page('a')
      .toArray()
      .map((link) => page(link).attr('href'));
    expect(links.filter((href) => !paths.includes(href ?? ''))).toEqual([]);
  });

  it('プライバシーのページは、設定どおりの保存日数、消し方、管理している組織、送る先を説明する', async () => {
    const text = load(await (await fetch(`${origin}/privacy`)).text())('main').text();
    expect(text).toContain(`初期設定は${settings.KANAME_RETENTION_DAYS.fallback}日`);
    expect(text).toContain('「リセット」');
    expect(text).toContain('管理しているのは、その自治体です');
    expect(text).toContain('全ての個人情報を見つけられるとは限りません');
  });

  it('ご利用のページは、AIの回答を職員が確認することを求める', async () => {
    const text = load(await (await fetch(`${origin}/terms`)).text())('main').text();
    expect(text).toContain('AI');
    expect(text).toContain('誤りや抜け');
    expect(text).toContain('最終的な判断は職員が行い');
  });

  it('ほかの応答にページの見出しを付けない', async () => {
    const response = await fetch(`${origin}/healthz`);
    expect(response.headers.get('content-security-policy')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
