import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type HttpServer } from '../../src/channels/server.ts';
import { composeLogo, type LogoChannels } from '../../src/composeLogo.ts';
import { announcement } from '../../src/config/announcement.ts';
import type { LogoConfig } from '../../src/config/logo.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';

const CALM = { info() {}, warn() {}, error() {} };
const now = () => new Date();
const webhook: NonNullable<LogoConfig['webhook']> = {
  signing: {
    key: Buffer.alloc(32, 7),
    signatureHeader: 'x-kaname-signature',
    signaturePrefix: '',
    signatureEncoding: 'hex',
    timestampHeader: 'x-kaname-timestamp',
    signedText: '{timestamp}.{body}',
  },
  callbacks: [],
};

let server: HttpServer;
let logo: LogoChannels;
afterEach(async () => {
  await logo.stop(0);
  await server.close(0);
});

async function start(config: LogoConfig): Promise<string> {
  logo = await composeLogo(
    { logo: config, dataDir: '/nonexistent' },
    {
      conversation: {
        async *handle() {},
        async react() {},
        welcome: () => {
          throw new Error('nobody is greeted here');
        },
      },
      dialogues: createMemoryDialogues({ now }),
      history: createMemoryHistory({ days: 1, now }),
      log: CALM,
      metrics: createMetrics(),
      now,
    },
  );
  server = createServer({ log: CALM, ready: async () => ({ ready: true, details: {} }), metrics: async () => '' });
  logo.attach(server);
  logo.start();
  return (await server.listen(0, '127.0.0.1')).url;
}

describe('LoGoチャットの窓口', () => {
  it('Webhookを設定していなければ、設定の仕方を伝えて断る', async () => {
    const url = await start({});
    for (const path of ['/api/logo/messages', '/api/logo/replies']) {
      const response = await fetch(`${url}${path}`, { method: 'POST', body: '{}' });
      expect(response.status).toBe(503);
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(await response.json()).toEqual({
        error: { code: 'not_configured', message: expect.stringContaining('KANAME_WEBHOOK_KEY') },
      });
    }
    expect(logo.state()).toEqual({ direct: 'off', webhook: 'off' });
  });

  it('Webhookを設定すると、署名のないものを断る', async () => {
    const url = await start({ webhook });
    const response = await fetch(`${url}/api/logo/messages`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
    expect(logo.state()).toEqual({ direct: 'off', webhook: 'on' });
  });
});

describe('起動の知らせ', () => {
  const size = { documents: 6, articles: 100, clauses: 300 };
  const said = (logoConfig: LogoConfig) =>
    announcement('http://127.0.0.1:3978', { logo: logoConfig }, size, 'extractive').join('\n');

  it('接続先を伝え、トークンは伝えない', () => {
    const direct = { token: 'himitsu', endpoint: 'wss://logo.example.lg.jp/api', proxy: 'http://proxy:8080' };
    expect(said({ direct })).toContain('LoGoチャット（direct）：logo.example.lg.jp に接続しています（プロキシ経由）');
    expect(said({ direct })).not.toContain('himitsu');
  });

  it('Teamsの登録がなければ、Webhookもこの端末からだけだと伝える', () => {
    expect(said({ webhook })).toContain('Webhook：http://127.0.0.1:3978/api/logo/messages。この端末からのみ');
    expect(said({})).not.toContain('Webhook');
  });
});
