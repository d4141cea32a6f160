import '../contracts/againWhenBusy.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createTeamsChannel } from '../../src/channels/teams/teamsChannel.ts';
import { KanameError } from '../../src/errors.ts';
import { inbound, membersAdded, personalMessage, post, TENANT } from '../contracts/fakeConnector.ts';
import { answer, plainCard, QUICK, says, startTestBot, type TestBot } from '../contracts/teamsFixture.ts';
import { APP_ID, ISSUER, SERVICE_URL, startTokenIssuer, type TokenIssuer } from './teamsTokens.ts';

let tokens: TokenIssuer;
let bot: TestBot;

beforeAll(async () => {
  tokens = await startTokenIssuer();
});
afterAll(() => tokens.close());
beforeEach(async () => {
  // The library prints what it refuses.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  bot = await startTestBot(says([]), {
    appId: APP_ID,
    password: 'secret-of-the-test',
    type: 'SingleTenant',
    tenant: TENANT,
    allowedTenants: [TENANT],
    openIdSettings: tokens.settings,
  });
});
afterEach(async () => {
  await bot.close();
  jest.restoreAllMocks();
});

const to = { serviceUrl: SERVICE_URL };
const send = (authorization: string | undefined, activity = personalMessage('質問', to)) =>
  post(bot.url, activity, authorization === undefined ? {} : { authorization });
const PLAIN_401 = { status: 401, body: '認証できませんでした。' };

describe('署名された要求', () => {
  it('正しいトークンと許可された組織なら受け付ける', async () => {
    expect(await send(tokens.bearer())).toEqual({ status: 200, body: '' });
    const end = Date.now() + 3_000;
    while (bot.messages.length === 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(bot.messages).toHaveLength(1);
  });
});

describe('拒む要求', () => {
  it.each<[string, (issuer: TokenIssuer) => string | undefined]>([
    ['トークンがない', () => undefined],
    ['トークンが空', () => 'Bearer '],
    ['トークンの形をしていない', () => 'Bearer abc'],
    ['別の認証方式', () => 'Basic a2FuYW1lOmthbmFtZQ=='],
    ['公開されていない鍵で署名された', (issuer) => issuer.forged()],
    ['署名なし（alg none）', (issuer) => issuer.bearer({}, { alg: 'none' })],
    ['知らない鍵を名乗る', (issuer) => issuer.bearer({}, { kid: 'key-2' })],
    ['別のボット宛て', (issuer) => issuer.bearer({ aud: 'another-bot' })],
    ['期限切れ', (issuer) => issuer.bearer({ exp: Math.floor(Date.now() / 1000) - 3600 })],
    ['別の発行者', (issuer) => issuer.bearer({ iss: 'https://sts.example.invalid' })],
    [
      '発行者がエミュレーター',
      (issuer) =>
        issuer.bearer({
          iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
          ver: '1.0',
          appid: APP_ID,
        }),
    ],
    [
      '別の宛先（serviceUrl）のために作られた',
      (issuer) => issuer.bearer({ serviceurl: 'https://elsewhere.example.invalid/' }),
    ],
  ])('%s：401と一文だけを返し、会話に渡さない', async (_name, authorization) => {
    expect(await send(authorization(tokens))).toEqual(PLAIN_401);
    expect(bot.messages).toEqual([]);
  });

  it.each([
    ['別の組織', { tenant: 'ffffffff-0000-0000-0000-000000000000' }],
    ['組織が空', { tenant: '' }],
  ])('署名が正しくても、%s からは403', async (_name, option) => {
    const response = await send(tokens.bearer(), personalMessage('質問', { ...to, ...option }));
    expect(response).toEqual({ status: 403, body: 'この組織からの利用は許可されていません。' });
    expect(bot.messages).toEqual([]);
  });

  it('会話の組織とチャネルデータの組織が食い違えば拒む', async () => {
    const mixed = { ...personalMessage('質問', to), channelData: { tenant: { id: 'other' } } };
    expect((await send(tokens.bearer(), mixed)).status).toBe(403);
  });

  it('別の組織への追加にも、あいさつを返さない', async () => {
    expect((await send(tokens.bearer(), membersAdded({ ...to, tenant: 'other' }))).status).toBe(403);
  });

  it('serviceUrl のない要求は、署名が正しくても拒む', async () => {
    const { serviceUrl, ...without } = personalMessage('質問', to);
    expect(serviceUrl).toBe(SERVICE_URL);
    expect((await send(tokens.bearer(), without)).status).toBe(400);
    expect((await send(tokens.bearer({ serviceurl: undefined }), { ...without, serviceUrl: '' })).status).toBe(400);
  });

  it('暗号化されない宛先と、Teams以外のチャネルを拒む', async () => {
    const plain = 'http://smba.example.invalid/jp/';
    expect(
      (await send(tokens.bearer({ serviceurl: plain }), personalMessage('質問', { serviceUrl: plain }))).status,
    ).toBe(403);
    for (const channelId of ['emulator', 'webchat', 'AseChannel', 'directline']) {
      expect((await send(tokens.bearer(), inbound('message', to, { text: '質問', channelId }))).status).toBe(403);
    }
  });

  it('応答にも記録にも、ライブラリの文言・鍵・トークンを出さない', async () => {
    const authorization = tokens.forged();
    const { body } = await send(authorization);
    for (const secret of [
      authorization.slice(7, 60),
      'invalid signature',
      'Error',
      'node_modules',
      ISSUER,
      'secret-of-the-test',
    ]) {
      expect(body + bot.logged()).not.toContain(secret === 'Error' ? 'Error:' : secret);
    }
    expect(bot.logged()).toContain('teams.not_authenticated');
  });
});

describe('鍵の公開元に届かないとき', () => {
  const restart = async (channelMetadataUrl: string, authenticationMs: number) => {
    await bot.close();
    bot = await startTestBot(says([]), {
      appId: APP_ID,
      password: 'x',
      tenant: TENANT,
      allowedTenants: [TENANT],
      openIdSettings: { ...tokens.settings, channelMetadataUrl },
      timing: { ...QUICK, authenticationMs },
    });
  };

  it('拒否と区別して503を返す', async () => {
    await restart('http://127.0.0.1:9/metadata', 2_000);
    expect((await send(tokens.bearer())).status).toBe(503);
    expect(bot.messages).toEqual([]);
  });

  it('公開元が黙っていても、待ち続けずに503を返し、後から受け付けることもない', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await restart(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/metadata`, 100);
    expect((await send(tokens.bearer())).status).toBe(503);
    silent.closeAllConnections();
    silent.close();
    expect(bot.messages).toEqual([]);
  });
});

describe('設定の不足', () => {
  const rooms = {
    conversation: { handle: says([]), react: async () => undefined, welcome: () => answer() },
    cardFor: plainCard,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  it.each([
    ['許可する組織がない', { appId: APP_ID, password: 'x', tenant: TENANT, allowedTenants: [] }],
    ['パスワードがない', { appId: APP_ID, tenant: TENANT, allowedTenants: [TENANT] }],
    [
      'マネージドIDにパスワードがある',
      { appId: APP_ID, type: 'UserAssignedMSI' as const, password: 'x', tenant: TENANT, allowedTenants: [TENANT] },
    ],
    [
      '種類の書き誤り',
      {
        appId: APP_ID,
        type: 'SingelTenant' as 'SingleTenant',
        password: 'x',
        tenant: TENANT,
        allowedTenants: [TENANT],
      },
    ],
  ])('%s ままでは動かない', (_name, registration) => {
    expect(() => createTeamsChannel({ ...rooms, ...registration })).toThrow(KanameError);
  });
});
