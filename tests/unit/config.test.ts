import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { KanameError } from '../../src/errors.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { settings } from '../../src/settings.ts';

const complaint = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof KanameError && error.code === 'wrong_configuration') return error.sentence;
    throw error;
  }
  return '';
};

const webhook = { KANAME_WEBHOOK_KEY: 'この鍵は十六バイトより長い' };
const bot = { MicrosoftAppId: 'app', MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: 'tenant' };

describe('設定', () => {
  it('何も設定しなくても、手元で動く', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3978,
      model: { kind: 'extractive' },
      store: { kind: 'embedded' },
      retentionDays: 365,
      policies: { chosen: false },
    });
    expect(config.teams).toBeUndefined();
    expect(config.logo).toEqual({});
    expect(config.policies.folder).toBe(projectFile('samples/policies'));
  });

  it('空の変数は、設定がないものとして扱う', () => {
    expect(readConfig({ PORT: '', KANAME_MODEL: ' ' })).toMatchObject({ port: 3978, model: { kind: 'extractive' } });
  });

  it.each([
    [{ PORT: '七千' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ KANAME_MODEL: 'gpt' }, 'KANAME_MODEL'],
    [{ KANAME_MODEL: 'azure-openai' }, 'AZURE_OPENAI_ENDPOINT'],
    [{ KANAME_MODEL: 'azure-openai', AZURE_OPENAI_ENDPOINT: 'https://x.example' }, 'AZURE_OPENAI_DEPLOYMENT'],
    [{ KANAME_MODEL: 'openai-compatible', OPENAI_BASE_URL: 'localhost:11434' }, 'OPENAI_BASE_URL'],
    [{ KANAME_MODEL: 'openai-compatible', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, 'OPENAI_MODEL'],
    [{ KANAME_STORE: 'cosmos' }, 'COSMOS_ENDPOINT'],
    [{ KANAME_RETENTION_DAYS: '0' }, 'KANAME_RETENTION_DAYS'],
    [{ KANAME_DIRECTORY: 'ldap' }, 'KANAME_DIRECTORY'],
    [{ ...bot, MicrosoftAppType: 'Singletenant' }, 'MicrosoftAppType'],
    [{ ...bot, MicrosoftAppPassword: '' }, 'MicrosoftAppPassword'],
    [{ ...bot, MicrosoftAppTenantId: '' }, 'MicrosoftAppTenantId'],
    [{ ...bot, MicrosoftAppType: 'UserAssignedMSI' }, 'MicrosoftAppPassword'],
    [{ ...bot, MicrosoftAppTenantId: '', MicrosoftAppType: 'MultiTenant' }, 'KANAME_TENANTS'],
    [{ KANAME_LOGO_TOKEN: 't', KANAME_LOGO_ENDPOINT: 'https://api.example' }, 'KANAME_LOGO_ENDPOINT'],
    [{ KANAME_LOGO_TOKEN: 't', KANAME_LOGO_PROXY: 'proxy:8080' }, 'KANAME_LOGO_PROXY'],
    [{ KANAME_WEBHOOK_KEY: '短い鍵' }, 'KANAME_WEBHOOK_KEY'],
    [{ ...webhook, KANAME_WEBHOOK_KEY_ENCODING: 'base64' }, 'KANAME_WEBHOOK_KEY'],
    [{ KANAME_WEBHOOK_KEY: 'c2hvcnQ=', KANAME_WEBHOOK_KEY_ENCODING: 'base64' }, 'KANAME_WEBHOOK_KEY'],
    [{ KANAME_WEBHOOK_KEY: `${'0f'.repeat(16)}x`, KANAME_WEBHOOK_KEY_ENCODING: 'hex' }, 'KANAME_WEBHOOK_KEY'],
    [{ ...webhook, KANAME_WEBHOOK_KEY_ENCODING: 'utf-8' }, 'KANAME_WEBHOOK_KEY_ENCODING'],
    [{ ...webhook, KANAME_WEBHOOK_SIGNATURE_HEADER: 'X Signature' }, 'KANAME_WEBHOOK_SIGNATURE_HEADER'],
    [{ ...webhook, KANAME_WEBHOOK_SIGNATURE_ENCODING: 'binary' }, 'KANAME_WEBHOOK_SIGNATURE_ENCODING'],
    [{ ...webhook, KANAME_WEBHOOK_TIMESTAMP_HEADER: '時刻' }, 'KANAME_WEBHOOK_TIMESTAMP_HEADER'],
    [{ ...webhook, KANAME_WEBHOOK_TIMESTAMP_HEADER: 'none' }, 'KANAME_WEBHOOK_SIGNED_TEXT'],
    [{ ...webhook, KANAME_WEBHOOK_SIGNED_TEXT: '{body}' }, 'KANAME_WEBHOOK_SIGNED_TEXT'],
    [{ ...webhook, KANAME_WEBHOOK_SIGNED_TEXT: '{timestamp}' }, 'KANAME_WEBHOOK_SIGNED_TEXT'],
    [{ ...webhook, KANAME_WEBHOOK_CALLBACKS: 'relay.example/kaname' }, 'KANAME_WEBHOOK_CALLBACKS'],
    [{ ...webhook, KANAME_WEBHOOK_CALLBACKS: 'https://user:pass@relay.example/' }, 'KANAME_WEBHOOK_CALLBACKS'],
    [{ ...webhook, KANAME_WEBHOOK_CALLBACKS: 'https://relay.example/?room=1' }, 'KANAME_WEBHOOK_CALLBACKS'],
    [{ ...webhook, KANAME_WEBHOOK_CALLBACKS: 'https://relay.example/#a' }, 'KANAME_WEBHOOK_CALLBACKS'],
    [{ ...webhook, KANAME_WEBHOOK_POLL_URL: 'ftp://relay.example/' }, 'KANAME_WEBHOOK_POLL_URL'],
    [{ ...webhook, KANAME_WEBHOOK_POLL_URL: 'https://user:pass@relay.example/' }, 'KANAME_WEBHOOK_POLL_URL'],
    [{ ...webhook, KANAME_WEBHOOK_POLL_URL: 'https://relay.example/' }, 'KANAME_WEBHOOK_CALLBACKS'],
  ])('誤った設定 %j では起動せず、変数 %s を名指しする', (environment, name) => {
    expect(complaint(environment)).toContain(`環境変数 ${name} `);
  });

  it('所属を Microsoft Graph で調べるときも、2つのチャットの職員を結び付ける一覧を指定できる', () => {
    const people = resolve('people.csv');
    const graph = { KANAME_DIRECTORY: 'graph' };
    expect(readConfig({ KANAME_PEOPLE: 'people.csv' }).directory).toEqual({ kind: 'file', path: people });
    expect(readConfig({ ...graph, KANAME_PEOPLE: 'people.csv' }).directory).toEqual({ kind: 'graph', people });
    expect(readConfig(graph).directory).toEqual({ kind: 'graph' });
    expect(readConfig({}).directory).toEqual({ kind: 'none' });
  });

  it('誤りの説明に、秘密の値を含めない', () => {
    expect(complaint({ ...bot, MicrosoftAppType: 'UserAssignedMSI' })).not.toContain('secret');
  });

  it('署名の共有鍵と、送り先のURLにある鍵を、誤りの説明に含めない', () => {
    expect(complaint({ KANAME_WEBHOOK_KEY: 'himitsu' })).not.toContain('himitsu');
    const callbacks = { ...webhook, KANAME_WEBHOOK_CALLBACKS: 'https://relay.example/?key=himitsu' };
    expect(complaint(callbacks)).not.toContain('himitsu');
  });

  it('鍵がなければWebhookを開かず、鍵があれば既定の署名の方法と、認めた送り先で開く', () => {
    expect(readConfig({ KANAME_WEBHOOK_CALLBACKS: 'https://relay.example/' }).logo.webhook).toBeUndefined();
    const urls = {
      KANAME_WEBHOOK_CALLBACKS: 'https://relay.example/kaname, http://127.0.0.1:8080/',
      KANAME_WEBHOOK_POLL_URL: 'https://relay.example/kaname/poll',
    };
    expect(readConfig({ ...webhook, ...urls }).logo.webhook).toEqual({
      signing: {
        key: Buffer.from(webhook.KANAME_WEBHOOK_KEY),
        signatureHeader: 'x-kaname-signature',
        signaturePrefix: '',
        signatureEncoding: 'hex',
        timestampHeader: 'x-kaname-timestamp',
        signedText: '{timestamp}.{body}',
      },
      callbacks: ['https://relay.example/kaname/', 'http://127.0.0.1:8080/'],
      pollUrl: 'https://relay.example/kaname/poll',
    });
  });

  it('ボットのテナントと、追加したテナントだけを認める', () => {
    expect(readConfig({ ...bot, KANAME_TENANTS: 'second, tenant' }).teams?.allowedTenants).toEqual([
      'tenant',
      'second',
    ]);
  });

  it('.env.example は、すべての設定を既定値とともに載せている', () => {
    const example = readFileSync(projectFile('.env.example'), 'utf8');
    for (const [name, { fallback, about }] of Object.entries(settings)) {
      expect(example).toContain(`# ${about}\n${fallback === undefined ? '# ' : ''}${name}=${fallback ?? ''}\n`);
    }
    expect(example.match(/^(?:# )?\w+=/gm)).toHaveLength(Object.keys(settings).length);
  });
});
