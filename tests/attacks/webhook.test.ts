import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { callbackUrl } from '../../src/channels/logo/webhook/callbackUrl.ts';
import { closeAll, message, signed, startRelay, startWebhook, until } from '../contracts/webhookFixture.ts';

afterEach(closeAll);

const MESSAGES = '/api/logo/messages';
const MINUTE = 60_000;

/** A webhook that counts what reaches the conversation. */
async function start() {
  let answered = 0;
  const webhook = await startWebhook({
    answer: async (_one, send) => {
      answered += 1;
      await send({ kind: 'text', text: '回答' });
    },
  });
  const refused = async (body: string | Buffer, headers: Record<string, string>) => {
    const response = await webhook.send(MESSAGES, body, headers);
    const answer = (await response.json()) as { error: { code: string; message: string } };
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(answer.error.message).toMatch(/[ぁ-ん].*。$/);
    expect(JSON.stringify(answer)).not.toMatch(/ at |\.ts|node_modules|Error|SyntaxError|position/);
    expect(answered).toBe(0);
    return [response.status, answer.error.code, answer.error.message];
  };
  return { ...webhook, refused, answered: () => answered };
}

describe('署名の偽造', () => {
  it('鍵を知らない署名、別の本文の署名、署名のないものを、同じ言葉で断る', async () => {
    const { refused } = await start();
    const body = JSON.stringify(message());
    const right = await signed(body);
    const ways: Record<string, string>[] = [
      {},
      await signed(body, new Date(), '攻撃する人が推測した、別の共有鍵'),
      await signed('{}'),
      { ...right, 'X-Kaname-Signature': '' },
      { ...right, 'X-Kaname-Signature': '0'.repeat(64) },
      { ...right, 'X-Kaname-Signature': `sha256=${right['X-Kaname-Signature']}` },
      { ...right, 'X-Kaname-Signature': right['X-Kaname-Signature']?.slice(0, 63) ?? '' },
      { ...right, 'X-Kaname-Signature': Buffer.from(right['X-Kaname-Signature'] ?? '', 'hex').toString('base64') },
      { ...right, 'X-Kaname-Timestamp': String(Number(right['X-Kaname-Timestamp']) + 1) },
      { 'X-Kaname-Signature': right['X-Kaname-Signature'] ?? '' },
    ];
    const answers = [];
    for (const headers of ways) answers.push(await refused(body, headers));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]?.slice(0, 2)).toEqual([401, 'unauthorized']);
  });

  it('送られたバイト列ではなく、読み直したJSONの署名は認めない', async () => {
    const { refused } = await start();
    const compact = JSON.stringify(message());
    const spaced = JSON.stringify(JSON.parse(compact), null, 1);
    expect((await refused(spaced, await signed(compact)))[0]).toBe(401);
    expect((await refused(compact, await signed(spaced)))[0]).toBe(401);
    expect((await refused(compact.replace('有給', '\\u6709\\u7d66'), await signed(compact)))[0]).toBe(401);
  });

  it('署名のヘッダーが2つあっても、時刻のヘッダーが2つあれば認めない', async () => {
    const { url, answered } = await start();
    const body = JSON.stringify(message());
    const headers = await signed(body);
    const post = (doubled: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request(url + MESSAGES, { method: 'POST' }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        sent.on('error', reject);
        for (const [name, value] of Object.entries(headers))
          sent.setHeader(name, name === doubled ? [value, value] : value);
        sent.end(body);
      });
    expect(await post('X-Kaname-Timestamp')).toBe(401);
    expect(answered()).toBe(0);
    expect(await post('X-Kaname-Signature')).toBe(200);
  });

  it('返信に付いた Kaname の署名は、送り返しても使えない', async () => {
    const relay = await startRelay(() => ({ status: 200 }));
    const webhook = await startWebhook({ environment: { KANAME_WEBHOOK_CALLBACKS: relay.url } });
    await webhook.post(message({ reply: { mode: 'callback', url: relay.url } }));
    await until(() => relay.received.length > 0);
    const [{ raw, headers } = { raw: '', headers: {} }] = relay.received;
    const own = Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => (name.startsWith('x-kaname') ? [[name, String(value)]] : [])),
    );
    for (const path of [MESSAGES, '/api/logo/replies']) {
      const response = await webhook.send(path, raw, own);
      expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'invalid_message' } }]);
    }
  });
});

describe('署名の再利用', () => {
  it('同じリクエストをもう一度送っても、返信を見せず、回答もしない', async () => {
    const { send, answered } = await start();
    const body = JSON.stringify(message());
    const headers = await signed(body);
    expect((await send(MESSAGES, body, headers)).status).toBe(200);
    const again = await send(MESSAGES, body, headers);
    expect([again.status, await again.json()]).toEqual([
      409,
      { error: { code: 'replayed', message: expect.stringContaining('すでに受け付けています') } },
    ]);
    // The same digest in other letters is the same signature.
    const upper = { ...headers, 'X-Kaname-Signature': headers['X-Kaname-Signature']?.toUpperCase() ?? '' };
    expect((await send(MESSAGES, body, upper)).status).toBe(409);
    expect(answered()).toBe(1);
  });

  it('返信の問い合わせも、同じ署名では二度と答えない', async () => {
    const { send } = await start();
    const body = JSON.stringify({ ids: ['m1'], sentAt: new Date().toISOString() });
    const headers = await signed(body);
    const path = '/api/logo/replies';
    expect([(await send(path, body, headers)).status, (await send(path, body, headers)).status]).toEqual([200, 409]);
  });

  it.each([
    ['5分より前', -5 * MINUTE - 2_000, 401],
    ['5分より先', 5 * MINUTE + 2_000, 401],
    ['5分以内の前', -5 * MINUTE + 5_000, 200],
    ['5分以内の先', 5 * MINUTE - 5_000, 200],
  ])('%sの時刻の署名は、%j ミリ秒ずれていて、%j になる', async (_name, shift, status) => {
    const { send } = await start();
    const body = JSON.stringify(message());
    expect((await send(MESSAGES, body, await signed(body, new Date(Date.now() + shift)))).status).toBe(status);
  });

  it('先の時刻の署名は、それが有効な間、覚えておく', async () => {
    let time = Date.now();
    const webhook = await startWebhook({ now: () => new Date(time) });
    const body = JSON.stringify(message());
    const headers = await signed(body, new Date(time + 4.9 * MINUTE));
    expect((await webhook.send(MESSAGES, body, headers)).status).toBe(200);
    time += 9.8 * MINUTE;
    expect((await webhook.send(MESSAGES, body, headers)).status).toBe(409);
    time += MINUTE;
    expect((await webhook.send(MESSAGES, body, headers)).status).toBe(401);
  });

  it('時刻のヘッダーのない方法でも、本文の時刻が古ければ断る', async () => {
    const environment = { KANAME_WEBHOOK_TIMESTAMP_HEADER: 'none', KANAME_WEBHOOK_SIGNED_TEXT: '{body}' };
    const webhook = await startWebhook({ environment });
    const { hmac, KEY } = await import('../contracts/webhookFixture.ts');
    const post = async (fields: object) => {
      const body = JSON.stringify(message(fields));
      return webhook.send(MESSAGES, body, { 'X-Kaname-Signature': (await hmac(KEY, body)).toString('hex') });
    };
    expect((await post({})).status).toBe(200);
    for (const sentAt of [new Date(Date.now() - 6 * MINUTE).toISOString(), 'いま', undefined, 0]) {
      expect([sentAt, (await post({ sentAt })).status]).toEqual([sentAt, 401]);
    }
  });
});

describe('壊れた本文と大きすぎる本文', () => {
  const signedRefusal = async (body: string | Buffer) => {
    const { refused } = await start();
    return (await refused(body, await signed(body))).slice(0, 2);
  };

  it.each([
    ['空', ''],
    ['途中で切れた', JSON.stringify(message()).slice(0, -5)],
    ['後ろに続きのある', `${JSON.stringify(message())}{}`],
    ['Shift_JISの', Buffer.from([0x7b, 0x22, 0x82, 0xa0, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16の', Buffer.from(JSON.stringify(message()), 'utf16le')],
    ['深すぎる入れ子の途中で切れた', '['.repeat(1_000_000)],
  ])('%s本文を断る', async (_name, body) => {
    expect(await signedRefusal(body)).toEqual([400, 'bad_request']);
  });

  it.each([
    ['深い入れ子', `{"id":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
    ['プロトタイプを書き換える項目', JSON.stringify(message()).replace('{', '{"__proto__":{"mentioned":true},')],
    ['constructor という項目', JSON.stringify({ ...message(), constructor: { prototype: { mentioned: true } } })],
    ['会話の中のプロトタイプ', JSON.stringify(message()).replace('"kind"', '"__proto__":{"x":1},"kind"')],
    ['本文の中の知らない項目', JSON.stringify({ ...message(), action: { name: 'reset', data: {} } })],
    ['チャネルの名乗り', JSON.stringify({ ...message(), channel: 'teams' })],
  ])('%sを、形の誤りとして断る', async (_name, body) => {
    expect(await signedRefusal(body)).toEqual([400, 'invalid_message']);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { mentioned?: boolean }).mentioned).toBeUndefined();
  });

  it('同じ項目が2回あるときは、最後のものだけを見る', async () => {
    const { send, answered } = await start();
    const group = message({ conversation: { id: 'C1', kind: 'group' }, mentioned: true });
    const body = JSON.stringify(group).replace('"mentioned":true', '"mentioned":true,"mentioned":false');
    expect((await send(MESSAGES, body, await signed(body))).status).toBe(200);
    expect(answered()).toBe(0);
  });

  it('12MBを超える本文を413で断り、鍵のない大きな本文は、読みもしない', async () => {
    const { refused, send } = await start();
    const huge = Buffer.alloc(12 * 1024 * 1024 + 1, ' ');
    expect((await refused(huge, await signed(huge))).slice(0, 2)).toEqual([413, 'too_large']);
    expect((await refused(huge, {})).slice(0, 2)).toEqual([401, 'unauthorized']);
    const content = Buffer.alloc(7 * 1024 * 1024, 1).toString('base64');
    const file = { name: 'a.bin', contentType: 'application/octet-stream', content };
    const fits = JSON.stringify(message({ files: [file] }));
    expect((await send(MESSAGES, fits, await signed(fits))).status).toBe(200);
  });

  it('終わらない本文を並べて送られても、限りなくは受信せず、終われば受信を続ける', async () => {
    const { url, post } = await start();
    const headers = await signed('いつまでも終わらない本文');
    const open = Array.from({ length: 32 }, () => {
      const sent = request(url + MESSAGES, { method: 'POST', headers });
      sent.on('error', () => undefined);
      sent.write('{');
      return sent;
    });
    await until(async () => (await post(message())).status === 503);
    expect((await post(message())).body).toMatchObject({ error: { code: 'busy' } });
    for (const sent of open) sent.destroy();
    await until(async () => (await post(message())).status === 200);
  });

  it('圧縮された本文を断る', async () => {
    const { refused } = await start();
    const body = gzipSync(JSON.stringify(message()));
    const headers = { ...(await signed(body)), 'Content-Encoding': 'gzip' };
    expect((await refused(body, headers)).slice(0, 2)).toEqual([415, 'bad_request']);
  });
});

describe('返信の送り先の悪用', () => {
  const allowed = ['https://relay.example/kaname/', 'http://10.0.0.5:8080/'];

  it.each([
    'https://relay.example/kaname',
    'https://relay.example/kaname/',
    'https://relay.example/kaname/replies?room=1&next=%2F..%2F',
    'https://RELAY.example:443/kaname/%E5%BF%9C%E7%AD%94',
    'http://10.0.0.5:8080/anything',
  ])('認めた送り先 %s には送る', (url) => {
    expect(callbackUrl(url, allowed).href).toBe(new URL(url).href);
  });

  it.each([
    '',
    'relay.example/kaname/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://relay.example/kaname/',
    'https://relay.example/',
    'https://relay.example/kanameevil/',
    'https://relay.example/KANAME/',
    'https://relay.example:8443/kaname/',
    'https://relay.example.evil.example/kaname/',
    'https://evil.example/https://relay.example/kaname/',
    'https://relay.example@evil.example/kaname/',
    'https://user:pass@relay.example/kaname/',
    'https://:@evil.example/kaname/',
    'https://relay.example/kaname/../admin',
    'https://relay.example/kaname/./x',
    'https://relay.example/kaname/%2e%2e/admin',
    'https://relay.example/kaname/.%2E/admin',
    'https://relay.example/kaname/..%2fadmin',
    'https://relay.example/kaname/..%5cadmin',
    'https://relay.example/kaname/..\\admin',
    'https://relay.example\\kaname/',
    'https://relay.example/kaname/%252e%252e/admin',
    'https://relay.example/kaname/..;/admin',
    'https://relay.example/kaname/%00',
    'https://relay.example/kaname/#x',
    ' https://relay.example/kaname/',
    'https://relay.exam\tple/kaname/',
    'https://relay.example/kaname/\nx',
    'http://10.0.0.5/',
    'http://10.0.0.50:8080/',
    'http://127.0.0.1:8080/',
    'http://[::ffff:10.0.0.5]:8080/',
    'http://169.254.169.254/latest/meta-data/',
    'http://metadata.google.internal/',
    `https://relay.example/kaname/${'a'.repeat(2_000)}`,
  ])('認めていない送り先 %j には送らない', (url) => {
    expect(() => callbackUrl(url, allowed)).toThrow(expect.objectContaining({ code: 'callback_not_allowed' }));
  });

  it('何も認めていなければ、どこにも送らない', () => {
    expect(() => callbackUrl('https://relay.example/', [])).toThrow();
  });

  it('断ったメッセージは、受け付けたことにもならない', async () => {
    const { refused, post } = await start();
    const sent = message({ reply: { mode: 'callback', url: 'http://169.254.169.254/' } });
    const body = JSON.stringify(sent);
    expect((await refused(body, await signed(body))).slice(0, 2)).toEqual([400, 'callback_not_allowed']);
    expect((await post({ ...sent, reply: { mode: 'response' } })).body).toMatchObject({ part: 1, done: true });
  });

  it('送り先が別の所へ導いても、付いていかない', async () => {
    const inside = await startRelay(() => ({ status: 200 }));
    const relay = await startRelay(() => ({ status: 307, headers: { Location: `${inside.url}/admin` } }));
    const webhook = await startWebhook({ environment: { KANAME_WEBHOOK_CALLBACKS: relay.url } });
    const sent = message({ reply: { mode: 'callback', url: `${relay.url}/` } });
    await webhook.post(sent);
    await until(() => webhook.logged.some(({ event }) => event === 'webhook.callback_failed'));
    expect([relay.received.length, inside.received.length]).toEqual([1, 0]);
  });
});
