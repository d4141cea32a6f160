import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type HttpServer, type ServerOptions } from '../../src/channels/server.ts';

const logged: string[] = [];
const write = (event: string, fields?: object) => void logged.push(JSON.stringify({ event, ...fields }));
const open: HttpServer[] = [];

async function start(options: Partial<ServerOptions> = {}) {
  const server = createServer({
    log: { info: write, warn: write, error: write },
    ready: async () => ({ ready: true, details: { rules: 'ready' } }),
    metrics: async () => 'kaname_turns_total 3\n',
    ...options,
  });
  open.push(server);
  return { server, ...(await server.listen(0, '127.0.0.1')) };
}
afterEach(async () => {
  for (const server of open.splice(0)) await server.close(0);
});

describe('HTTPサーバー', () => {
  it('/healthz は生きている限り200を返す', async () => {
    const { url } = await start({ ready: async () => ({ ready: false, details: {} }) });
    const response = await fetch(`${url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('/readyz は準備ができれば200、できるまでは503と内訳を返す', async () => {
    let ready = false;
    const { url } = await start({ ready: async () => ({ ready, details: { store: ready } }) });
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    ready = true;
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { store: true }]);
  });

  it('/metrics は Prometheus の形式で返す', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toBe('kaname_turns_total 3\n');
  });

  it('処理の失敗は500と一文だけにし、内部の事情を返さない', async () => {
    const { url } = await start({
      metrics: async () => {
        throw new Error('秘密の接続文字列');
      },
    });
    const response = await fetch(`${url}/metrics`);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('処理中に問題が発生しました。しばらくしてからもう一度お試しください。');
    expect(logged.join()).toContain('http.failed');
    expect(logged.join()).not.toContain('秘密');
  });

  it('届いたとおりのバイト列を渡す', async () => {
    const { server, url } = await start();
    server.post('/echo', async ({ body }) => ({ status: 200, body: body.toString('hex') }));
    const response = await fetch(`${url}/echo`, { method: 'POST', body: new Uint8Array([0xe3, 0x81, 0x82, 0xff]) });
    expect(await response.text()).toBe('e38182ff');
  });

  it('使われているポートでは、起動を断る', async () => {
    const { port } = await start();
    const second = createServer({
      log: { info: write, warn: write, error: write },
      ready: async () => ({ ready: true, details: {} }),
      metrics: async () => '',
    });
    await expect(second.listen(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('停止は、処理中の要求を待つ', async () => {
    const { server, url } = await start();
    server.get('/slow', async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { status: 200, body: '終わりました' };
    });
    const slow = fetch(`${url}/slow`).then((response) => response.text());
    await new Promise((resolve) => setTimeout(resolve, 30));
    await server.close(2_000);
    open.length = 0;
    expect(await slow).toBe('終わりました');
  });
});
