import '../contracts/againWhenBusy.ts';
import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { checkedLookup, type Resolve } from '../../src/channels/teams/files/checkedLookup.ts';
import { downloadFile } from '../../src/channels/teams/files/downloadFile.ts';
import type { FileReach } from '../../src/channels/teams/files/fileExchange.ts';
import { type FileHosts, localHosts, officeHosts } from '../../src/channels/teams/files/fileHosts.ts';
import { proxyFromEnvironment } from '../../src/channels/teams/files/proxy.ts';
import { isPublicAddress } from '../../src/channels/teams/files/publicAddress.ts';
import { uploadFile } from '../../src/channels/teams/files/uploadFile.ts';
import { type FakeFileHost, gives, startFakeFileHost } from '../contracts/fakeFileHost.ts';

const timing = { wholeMs: 600, requestMs: 200, retries: 2, pauseMs: 5 };
const at =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const reach = (hosts: FileHosts, resolve: Resolve = at('127.0.0.1')): FileReach => ({
  hosts,
  resolve,
  timing,
  proxyFor: () => undefined,
});

let host: FakeFileHost;
beforeEach(async () => {
  host = await startFakeFileHost();
});
afterEach(() => host.close());

describe('ファイルの取り寄せ先', () => {
  it.each([
    'https://mihon-my.sharepoint.com/personal/hanako/_layouts/15/download.aspx?UniqueId=1&tempauth=x',
    'https://mihon.sharepoint.com/sites/a/b.docx',
    'https://MIHON-my.SharePoint.com/a',
    'https://mihon-my.sharepoint.com:443/a',
  ])('SharePoint と OneDrive（%s）は認める', (address) => {
    expect(officeHosts.read(address)?.hostname).toMatch(/\.sharepoint\.com$/);
  });

  it.each([
    'http://mihon-my.sharepoint.com/a',
    'https://mihon-my.sharepoint.com:8443/a',
    'https://sharepoint.com/a',
    'https://mihon.sharepoint.com.evil.example/a',
    'https://mihonsharepoint.com/a',
    'https://mihon.sharepoint.com./a',
    'https://evil.example/mihon.sharepoint.com',
    'https://mihon.sharepoint.com@evil.example/a',
    'https://user:pass@mihon.sharepoint.com/a',
    'https://evil.example\\@mihon.sharepoint.com/a',
    'https://evil.example#mihon.sharepoint.com',
    'https://127.0.0.1/a',
    'https://[::1]/a',
    'https://2130706433/a',
    'https://169.254.169.254/latest/meta-data',
    'https://mihon.sharepoint.us/a',
    'file:///etc/passwd',
    'data:text/plain,x',
    'javascript:alert(1)',
    '//mihon.sharepoint.com/a',
    '',
    `https://mihon.sharepoint.com/${'a'.repeat(9_000)}`,
    5,
    null,
    undefined,
    {},
  ])('ほかの場所（%s）は、取り寄せにも保存にも使わない', async (address) => {
    const connected = jest.fn<Resolve>(at('20.190.0.1'));
    expect(officeHosts.read(address)).toBeUndefined();
    await expect(downloadFile(address, 10, reach(officeHosts, connected))).rejects.toMatchObject({
      code: 'unreachable',
    });
    await expect(uploadFile(address, Buffer.from('a'), reach(officeHosts, connected))).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(connected).not.toHaveBeenCalled();
  });

  it('認証のない起動では、この端末も認めるが、庁内のほかの端末は認めない', () => {
    expect(localHosts.read('http://127.0.0.1:8080/a')).toBeDefined();
    expect(localHosts.read('http://localhost:8080/a')).toBeDefined();
    expect(localHosts.read('http://10.0.0.1/a')).toBeUndefined();
    expect(localHosts.read('http://localhost.evil.example/a')).toBeUndefined();
    expect(localHosts.read('http://127.0.0.1@evil.example/a')).toBeUndefined();
    expect(localHosts.read('http://0.0.0.0/a')).toBeUndefined();
  });
});

describe('名前が内側を指すとき', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.8.8.8',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.0.8',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2001:0:1::1',
    '2002:a00:1::1',
    'not an address',
    '',
  ])('%s には、つながない', async (address) => {
    expect(isPublicAddress(address)).toBe(false);
    const asked = downloadFile('https://mihon.sharepoint.com/a', 10, reach(officeHosts, at(address)));
    await expect(asked).rejects.toMatchObject({ code: 'unreachable', cause: { name: 'InnerAddressError' } });
  });

  it.each(['13.107.136.10', '52.104.0.1', '172.15.0.1', '172.32.0.1', '2620:1ec:8f8::10', '2603:1061:1::5'])(
    '%s は、外のものとして認める',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it('外と内のアドレスが混じっていても、つながない', async () => {
    const mixed = reach(officeHosts, at('13.107.136.10', '127.0.0.1'));
    await expect(downloadFile('https://mihon.sharepoint.com/a', 10, mixed)).rejects.toMatchObject({
      code: 'unreachable',
    });
    await expect(uploadFile('https://mihon.sharepoint.com/a', Buffer.from('a'), mixed)).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(host.calls).toEqual([]);
  });

  it('名前を引くのは接続ごとに一度だけで、確かめたアドレスにつなぐ（DNSリバインディング）', async () => {
    const answers = ['13.107.136.10', '127.0.0.1'];
    const resolve = jest.fn<Resolve>(async () => [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]);
    const look = checkedLookup(officeHosts.admits, resolve);
    const connectedTo = await new Promise<string | LookupAddress[]>((done) =>
      look('mihon.sharepoint.com', { all: true }, (_, addresses) => done(addresses)),
    );
    expect(connectedTo).toEqual([{ address: '13.107.136.10', family: 4 }]);
    expect(resolve).toHaveBeenCalledTimes(1);
    const second = await new Promise((done) => look('mihon.sharepoint.com', { all: true }, (thrown) => done(thrown)));
    expect(second).toMatchObject({ name: 'InnerAddressError' });
  });

  it('localhost という名前が外を指していれば、つながない', async () => {
    const port = new URL(host.url).port;
    const elsewhere = downloadFile(`http://localhost:${port}/a`, 10, reach(localHosts, at('13.107.136.10')));
    await expect(elsewhere).rejects.toMatchObject({ code: 'unreachable' });
    host.script(gives('届いた'));
    const here = await downloadFile(`http://localhost:${port}/a`, 100, reach(localHosts));
    expect(here.toString()).toBe('届いた');
  });
});

describe('悪意のある応答', () => {
  const get = (path = '/a', limit = 1_000) => downloadFile(`${host.url}${path}`, limit, reach(localHosts));

  it.each([
    'http://127.0.0.1:9/inner',
    'https://evil.example/a',
    'http://10.0.0.1/a',
    '//evil.example/a',
    'file:///etc/passwd',
    'http://[',
    'https://user@127.0.0.1/a',
  ])('別の場所（%s）への転送には従わない', async (location) => {
    host.script(gives('', 302, { location }));
    await expect(get()).rejects.toMatchObject({ code: 'unreachable' });
    expect(host.calls).toHaveLength(1);
  });

  it('同じ場所の中の転送には従うが、際限なくは従わない', async () => {
    host.script((call, response, index) =>
      gives(call.path === '/b' ? '中身' : '', call.path === '/b' ? 200 : 302, { location: '/b' })(
        call,
        response,
        index,
      ),
    );
    expect((await get()).toString()).toBe('中身');
    host.script(gives('', 302, { location: '/again' }));
    const before = host.calls.length;
    await expect(get()).rejects.toMatchObject({ code: 'unreachable' });
    expect(host.calls.length - before).toBe(4);
  });

  it('保存では、転送に従わない', async () => {
    host.script(gives('', 307, { location: '/elsewhere' }));
    await expect(uploadFile(`${host.url}/a`, Buffer.from('a'), reach(localHosts))).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(host.calls).toHaveLength(1);
  });

  it('圧縮された応答は、展開せずに断る', async () => {
    host.script(gives(gzipSync(Buffer.alloc(5_000_000)), 200, { 'content-encoding': 'gzip' }));
    await expect(get('/a', 100_000)).rejects.toMatchObject({ code: 'unreachable', cause: { reason: 'packed' } });
    expect(host.calls[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('名乗った長さが上限を超えれば、本文を待たずに断る', async () => {
    host.script((_, response) => {
      response.setHeader('content-length', '999999999');
      response.flushHeaders();
    });
    await expect(get()).rejects.toMatchObject({ code: 'input_too_long' });
  });

  it('長さを名乗らずに送り続けられても、上限で打ち切る', async () => {
    let sent = 0;
    host.script((_, response) => {
      const more = () => {
        while (!response.destroyed && sent < 50_000_000 && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    await expect(get('/a', 100_000)).rejects.toMatchObject({ code: 'input_too_long' });
    expect(sent).toBeLessThan(20_000_000);
  });

  it('少しずつしか届かなければ、時間で打ち切る', async () => {
    const timers: NodeJS.Timeout[] = [];
    host.script((_, response) => void timers.push(setInterval(() => response.write('a'), 20)));
    const startedAt = performance.now();
    await expect(get()).rejects.toMatchObject({ code: 'unreachable' });
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    for (const timer of timers) clearInterval(timer);
  });

  it('理由や記録に、鍵を兼ねる住所を残さない', async () => {
    host.script(gives('', 403));
    const thrown = await get('/a?tempauth=secret').catch((error: unknown) => error);
    const { message, cause } = thrown as Error;
    expect(`${message} ${String(cause)} ${(cause as Error).stack}`).not.toContain('secret');
  });
});

describe('庁内のプロキシを通すとき', () => {
  const url = (text: string) => new URL(text);

  it('Teamsのライブラリと同じ環境変数に従う', () => {
    const environment = { https_proxy: 'http://proxy.example:8080', NO_PROXY: 'contoso.sharepoint.com, .lan.example' };
    const proxyFor = proxyFromEnvironment(environment);
    expect(proxyFor(url('https://mihon.sharepoint.com/a'))?.host).toBe('proxy.example:8080');
    expect(proxyFor(url('https://contoso.sharepoint.com/a'))).toBeUndefined();
    expect(proxyFor(url('https://a.lan.example/a'))).toBeUndefined();
    expect(proxyFor(url('http://127.0.0.1:1/a'))).toBeUndefined();
    expect(proxyFromEnvironment({})(url('https://mihon.sharepoint.com/a'))).toBeUndefined();
    expect(proxyFromEnvironment({ HTTPS_PROXY: 'not a url' })(url('https://mihon.sharepoint.com/a'))).toBeUndefined();
  });

  const proxied = async (connected: (socket: Socket) => void, login = '') => {
    const asked: { target: string; authorization: string | undefined }[] = [];
    const open: Socket[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url: target = '', headers }, socket) => {
      asked.push({ target, authorization: headers['proxy-authorization'] });
      socket.on('error', () => undefined);
      open.push(socket as Socket);
      connected(socket as Socket);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const at = `http://${login}127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const through = { ...reach(officeHosts), proxyFor: () => url(at) };
    const thrown = await downloadFile('https://mihon.sharepoint.com/a?tempauth=x', 10, through).catch(
      (error: unknown) => error,
    );
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => proxy.close(resolve));
    return { asked, thrown };
  };

  it('プロキシには行き先の名前だけを告げ、断られれば繰り返さない', async () => {
    const { asked, thrown } = await proxied(
      (socket) => void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
      'user:p%40ss@',
    );
    expect(asked).toEqual([
      { target: 'mihon.sharepoint.com:443', authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}` },
    ]);
    expect(thrown).toMatchObject({ code: 'unreachable', cause: { name: 'ProxyRefused', code: '407' } });
  });

  it('SharePointの証明書を示さない相手からは、受け取らない', async () => {
    const { asked, thrown } = await proxied((socket) => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na'));
    });
    expect(asked.length).toBeGreaterThan(0);
    expect(thrown).toMatchObject({ code: 'unreachable' });
  });

  it('黙っているプロキシは、時間で打ち切る', async () => {
    const startedAt = performance.now();
    const { thrown } = await proxied(() => undefined);
    expect(thrown).toMatchObject({ code: 'unreachable' });
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});
