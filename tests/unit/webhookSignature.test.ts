import { describe, expect, it } from '@jest/globals';
import { checkSignature, signatureHeaders } from '../../src/channels/logo/webhook/signature.ts';
import { readConfig } from '../../src/config.ts';
import { hmac, KEY } from '../contracts/webhookFixture.ts';
import { styles } from './webhookStyles.ts';

const signingOf = (environment: Record<string, string>) => {
  const { webhook } = readConfig(environment).logo;
  if (webhook === undefined) throw new Error('no webhook in this configuration');
  return webhook.signing;
};

interface Example {
  readonly name: string;
  readonly environment: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const examples: readonly Example[] = [
  {
    // The worked example with numbers of Slack's page "Verifying requests from Slack".
    name: 'Slack の説明書にある計算例',
    environment: { ...styles.Slack, KANAME_WEBHOOK_KEY: '8f742231b10e8888abcd99yyyzzz85a5' },
    headers: {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    },
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  },
  {
    // LINE WORKS' page on callbacks prints a signature without its secret and the end of its body. The body here is that
    // page's message event, the digest made by its recipe with
    //   printf %s "$BODY" | openssl dgst -sha256 -hmac "$SECRET" -binary | base64
    name: 'LINE WORKS の説明書の手順で計算した署名',
    environment: { ...styles['LINE WORKS'], KANAME_WEBHOOK_KEY: 'lineworks-bot-secret-0123456789' },
    headers: { 'x-works-signature': 'M/YKXkjWlWqdmYnTX3l31c+eb4spqfzzmkBXQilKR4I=' },
    body: '{"type":"message","source":{"userId":"c72af563-0f21-4736-11e4-045237113344","channelId":"12345a12-b12c-12d3-e123fghijkl","domainId":40029600},"issuedTime":"2022-01-04T05:16:05.716Z","content":{"type":"text","text":"hello"}}',
  },
  {
    // Chatwork's page on webhooks abbreviates its signature (`G7Gt...yLQk=`). Token and body are made up in the page's
    // form, the digest by its recipe with
    //   printf %s "$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf %s "$TOKEN" | base64 -d | od -An -tx1 -v | tr -d ' \n') -binary | base64
    name: 'Chatwork の説明書の手順で計算した署名',
    environment: { ...styles.Chatwork, KANAME_WEBHOOK_KEY: 'a2FuYW1lLWNoYXR3b3JrLXdlYmhvb2stdG9rZW4wMTI=' },
    headers: { 'x-chatworkwebhooksignature': 'zMSPu8bmuorNHjI1vVTSjE70gXQIMYW+MbPCBqN3cB8=' },
    body: '{"webhook_setting_id":"12345","webhook_event_type":"mention_to_me","webhook_event_time":1498028130,"webhook_event":{"from_account_id":123456,"to_account_id":1484814,"room_id":567890123,"message_id":"789012345","body":"[To:1484814]お疲れさまです。","send_time":1498028125,"update_time":0}}',
  },
];

describe('ほかの業務チャットの署名の方法', () => {
  it.each(examples)('$name は、設定だけで確かめられる', ({ environment, headers, body }) => {
    const signed = checkSignature(signingOf(environment), { headers, body: Buffer.from(body) });
    expect(signed?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(examples)('$name は、本文が1文字でも違えば認めない', ({ environment, headers, body }) => {
    const changed = Buffer.from(body.replace('e', 'E'));
    expect(checkSignature(signingOf(environment), { headers, body: changed })).toBeUndefined();
  });

  it('Slack の時刻は、署名の対象であり、変えれば認めない', () => {
    const [{ environment, headers, body } = examples[0] as Example] = examples;
    const later = { ...headers, 'x-slack-request-timestamp': '1531420619' };
    expect(checkSignature(signingOf(environment), { headers: later, body: Buffer.from(body) })).toBeUndefined();
    expect(checkSignature(signingOf(environment), { headers, body: Buffer.from(body) })?.at).toEqual(
      new Date(1531420618000),
    );
  });

  it.each(Object.entries(styles))('%s の方法で自分が署名したものは、自分で確かめられる', (_name, style) => {
    const signing = signingOf({ KANAME_WEBHOOK_KEY: Buffer.from(KEY).toString('base64'), ...style });
    const body = Buffer.from('{"ids":["日本語"]}');
    const headers = signatureHeaders(signing, body, new Date('2026-11-22T00:00:00.900Z'));
    expect(Object.keys(headers)).toEqual(Object.keys(headers).map((name) => name.toLowerCase()));
    expect(checkSignature(signing, { headers, body })).toBeDefined();
  });
});

describe('既定の署名の方法', () => {
  const signing = signingOf({ KANAME_WEBHOOK_KEY: KEY });
  const body = Buffer.from('{"text":"有給休暇は何日ですか"}');
  const seconds = '1795305600';
  const headersWith = (signature: string, stamp = seconds) => ({
    'x-kaname-timestamp': stamp,
    'x-kaname-signature': signature,
  });
  const digestOf = async (stamp = seconds, key: string = KEY) =>
    (await hmac(key, Buffer.concat([Buffer.from(`${stamp}.`), body]))).toString('hex');

  it('時刻と本文を「.」でつないだ文字列の HMAC-SHA256 を、16進数で比べる', async () => {
    const headers = headersWith(await digestOf());
    expect(checkSignature(signing, { headers, body })).toEqual({
      digest: headers['x-kaname-signature'],
      at: new Date(Number(seconds) * 1000),
    });
  });

  it('ミリ秒で書かれた時刻も読む', async () => {
    const stamp = `${seconds}250`;
    const headers = headersWith(await digestOf(stamp), stamp);
    expect(checkSignature(signing, { headers, body })?.at).toEqual(new Date(Number(stamp)));
  });

  it('複数の署名が並んでいるときは、1つが合えば認める', async () => {
    const other = await digestOf(seconds, '入れ替える前の、別の共有鍵です');
    const own = await digestOf();
    for (const value of [`${other}, ${own}`, `${own} ${other}`, `bad,${own}`]) {
      expect(checkSignature(signing, { headers: headersWith(value), body })?.digest).toBe(own);
    }
    expect(checkSignature(signing, { headers: headersWith(`${other},${other}`), body })).toBeUndefined();
  });

  it('16進数の大文字と小文字を区別せず、同じ署名と見る', async () => {
    const own = await digestOf();
    expect(checkSignature(signing, { headers: headersWith(own.toUpperCase()), body })?.digest).toBe(own);
  });

  it.each([
    ['空', () => ''],
    ['短い', (own: string) => own.slice(0, 62)],
    ['長い', (own: string) => `${own}00`],
    ['Base64', (own: string) => Buffer.from(own, 'hex').toString('base64')],
    ['余計な接頭辞', (own: string) => `sha256=${own}`],
  ])('書き方の違う署名（%s）を認めない', async (_name, written) => {
    const headers = headersWith(written(await digestOf()));
    expect(checkSignature(signing, { headers, body })).toBeUndefined();
  });

  it.each(['', '1795305600.5', '-1795305600', '1e12', '0x6b021c80', '2026-11-22T00:00:00Z', '1795305600, 1795305600'])(
    '時刻「%s」では、署名が合っていても認めない',
    async (stamp) => {
      const headers = headersWith(await digestOf(stamp), stamp);
      expect(checkSignature(signing, { headers, body })).toBeUndefined();
    },
  );

  it('署名の対象に、時刻のヘッダーから {body} を持ち込ませない', async () => {
    const headers = headersWith(await digestOf('{body}'), '{body}');
    expect(checkSignature(signing, { headers, body })).toBeUndefined();
  });
});
