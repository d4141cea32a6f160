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
