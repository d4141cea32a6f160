import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { placeOf, purposeOf } from '../../src/cli/doctor/connectionNames.ts';
import { reach } from '../../src/cli/doctor/reach.ts';
import { isInside, whereaboutsOf } from '../../src/cli/doctor/whereabouts.ts';

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
const listen = async (server: Server): Promise<number> => {
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
};
const at = (scheme: string, port: number) => new URL(`${scheme}://127.0.0.1:${port}/path?key=1`);

describe('接続を試す', () => {
  it('つながれば、何も送らずに閉じる', async () => {
    let received = 0;
    const closed: Promise<void>[] = [];
    const port = await listen(
      createServer((socket) => {
        socket.on('data', (piece) => {
          received += piece.length;
        });
        closed.push(new Promise((done) => socket.once('close', () => done())));
      }),
    );
    expect(await reach(at('ws', port))).toBe('reached');
    await Promise.all(closed);
    expect(received).toBe(0);
  });

  it('だれもいなければ、拒まれたと伝える', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((done) => server.close(done));
    expect(await reach(at('http', port))).toBe('refused');
  });

  it('暗号化しない相手に https でつなぐと、暗号化の問題として伝える', async () => {
    const port = await listen(createServer((socket) => socket.end('plain')));
    expect(await reach(at('https', port))).toBe('tls');
  });

  it('返事をしない相手は、時間で打ち切る', async () => {
    const port = await listen(createServer(() => {}));
    const started = Date.now();
    expect(await reach(at('wss', port), undefined, 150)).toBe('late');
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  it('ない名前は、名前の問題として伝える', async () => {
    expect(await reach(new URL('https://no-such-host.invalid'))).toBe('no_name');
  });

  describe('プロキシを通す', () => {
    const proxy = (answer: 'open' | 'deny', asked: string[]) => {
      const server = createHttpServer();
      server.on('connect', (request, socket) => {
        asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
        if (answer === 'deny') return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        const onward = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => socket.destroy());
        socket.on('error', () => onward.destroy());
      });
      return listen(server);
    };

    it('相手のホストとポートだけを頼み、プロキシの利用者名を添える', async () => {
      const asked: string[] = [];
      const port = await listen(createServer());
      const through = new URL(`http://user:p%40ss@127.0.0.1:${await proxy('open', asked)}`);
      expect(await reach(at('ws', port), through)).toBe('reached');
      expect(asked).toEqual([`127.0.0.1:${port} Basic ${Buffer.from('user:p@ss').toString('base64')}`]);
    });

    it('断られたこと、プロキシにつながらないことを、見分ける', async () => {
      expect(await reach(at('wss', 1), new URL(`http://127.0.0.1:${await proxy('deny', [])}`))).toBe('proxy_denied');
      expect(await reach(at('wss', 1), new URL('http://127.0.0.1:1'))).toBe('proxy');
    });
  });
});

describe('庁内ネットワークの中と外', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
  ])('%s は中', (address) => expect(isInside(address)).toBe(true));
  it.each([
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.1.1',
    '11.0.0.1',
    '100.64.0.1',
    '169.255.0.1',
    '2001:db8::1',
    '::ffff:8.8.8.8',
  ])('%s は外', (address) => expect(isInside(address)).toBe(false));

  it('名前は、指すアドレスの一つでも外なら外、調べられなければ不明とする', async () => {
    const where = async (addresses: string[] | Error) =>
      (
        await whereaboutsOf(new URL('https://host.example'), async () => {
          if (addresses instanceof Error) throw addresses;
          return addresses;
        })
      ).where;
    expect(await where(['10.0.0.1', 'fd00::1'])).toBe('inside');
    expect(await where(['10.0.0.1', '8.8.8.8'])).toBe('outside');
    expect(await where(new Error('ENOTFOUND'))).toBe('unknown');
    expect((await whereaboutsOf(new URL('http://[::1]:80'))).where).toBe('inside');
  });

  it('表示するのはホストとポートだけで、URLの中のキーや利用者名は示さない', () => {
    const place = placeOf({
      purpose: 'chat',
      url: 'https://hook.example/secret-path?key=secret',
      proxy: 'http://user:secret@proxy.example:8080',
      when: 'always',
    });
    expect(place).toBe('proxy.example:8080（プロキシ。その先は hook.example:443）');
    expect(purposeOf({ purpose: 'store', signIn: true, url: 'https://x.example', when: 'always' })).toBe(
      '履歴の保存先のサインイン',
    );
  });
});
