import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Connection, connectionsOf } from '../../src/config/connections.ts';
import type { Environment } from '../../src/config/reader.ts';
import { readConfig } from '../../src/config.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { type SettingName, settings } from '../../src/settings.ts';

const teams = { MicrosoftAppId: 'app', MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: 'tenant' };
const azure = { AZURE_OPENAI_ENDPOINT: 'https://base.example', AZURE_OPENAI_DEPLOYMENT: 'd' };
const compatible = { OPENAI_BASE_URL: 'https://base.example', OPENAI_MODEL: 'm' };

/** Ways to set Kaname up that between them read every setting: one that is read in none of them fails a test below. */
const ways: Readonly<Record<string, Environment>> = {
  Azure: {
    ...teams,
    ...azure,
    KANAME_MODEL: 'azure-openai',
    KANAME_STORE: 'cosmos',
    COSMOS_ENDPOINT: 'https://base.example',
  },
  Azureの埋め込み: {
    ...azure,
    KANAME_EMBEDDING: 'azure-openai',
    AZURE_OPENAI_EMBEDDING_DEPLOYMENT: 'e',
    KANAME_DIRECTORY: 'graph',
  },
  庁内のサーバー: {
    ...compatible,
    KANAME_MODEL: 'openai-compatible',
    KANAME_EMBEDDING: 'openai-compatible',
    OPENAI_EMBEDDING_MODEL: 'e',
  },
  LoGoチャット: {
    KANAME_LOGO_TOKEN: 'token',
    KANAME_WEBHOOK_KEY: '0123456789abcdef0123456789abcdef',
    KANAME_WEBHOOK_CALLBACKS: 'https://base.example',
  },
};

const names = Object.keys(settings) as SettingName[];
const accepts = (environment: Environment): boolean => {
  try {
    readConfig(environment);
    return true;
  } catch {
    return false;
  }
};
const hostOf = ({ url }: Connection) => new URL(url).hostname;
const hosts = (environment: Environment) => connectionsOf(readConfig(environment), environment).map(hostOf);

/** A setting holds an address where an address will do and other words will not. */
const addressIn = (way: Environment, name: SettingName): string | undefined => {
  const addresses = [
    `https://${name.toLowerCase().replaceAll('_', '-')}.example`,
    `wss://${name.toLowerCase().replaceAll('_', '-')}.example`,
  ];
  if (accepts({ ...way, [name]: 'a long value that is no address' })) return undefined;
  return addresses.find((address) => accepts({ ...way, [name]: address }));
};

describe('接続先の一覧', () => {
  it('調べる設定の組み合わせは、すべての環境変数を読む（設定を増やしたら、ここにも足す）', () => {
    const read = new Set<string>();
    for (const way of Object.values(ways)) {
      readConfig(new Proxy(way, { get: (target, name: string) => read.add(name) && target[name] }));
    }
    expect(names.filter((name) => !read.has(name))).toEqual([]);
  });

  it('URLを書く環境変数は、一つ残らず一覧に現れる', () => {
    const found = Object.values(ways).flatMap((way) =>
      names.flatMap((name) => {
        const address = addressIn(way, name);
        return address === undefined ? [] : [{ way, name, address }];
      }),
    );
    expect([...new Set(found.map(({ name }) => name))].sort()).toEqual(
      expect.arrayContaining([
        'AZURE_OPENAI_ENDPOINT',
        'COSMOS_ENDPOINT',
        'KANAME_LOGO_ENDPOINT',
        'KANAME_LOGO_PROXY',
        'KANAME_WEBHOOK_CALLBACKS',
        'KANAME_WEBHOOK_POLL_URL',
        'OPENAI_BASE_URL',
        'OPENAI_EMBEDDING_BASE_URL',
      ]),
    );
    for (const { way, name, address } of found) {
      const environment = { ...way, [name]: address };
      const listed = connectionsOf(readConfig(environment), environment).flatMap(({ url, proxy }) => [
        url,
        proxy ?? '',
      ]);
      expect({ name, listed: listed.some((url) => url.startsWith(address)) }).toEqual({ name, listed: true });
    }
  });

  it('設定のURLは、読み取った後の構造からも、すべて一覧に現れる', () => {
    const strings = (value: unknown): string[] =>
      typeof value === 'string'
        ? [value]
        : value !== null && typeof value === 'object' && !Buffer.isBuffer(value)
          ? Object.values(value).flatMap(strings)
          : [];
    for (const way of Object.values(ways)) {
      const urls = strings(readConfig(way)).filter((text) => /^(?:https?|wss?):\/\//.test(text));
      expect(hosts(way)).toEqual(expect.arrayContaining(urls.map((url) => new URL(url).hostname)));
    }
  });

  it('プログラムに書かれたホスト名は、名前空間などの「名前」を除き、一覧にある', () => {
    /** Words that only look like addresses: nothing connects to them. */
    const NAMES = [
      'schema.org',
      'schemas.openxmlformats.org',
      'example.jp',
      'api.botframework.com',
      'cognitiveservices.azure.com',
    ];
    const sources = (folder = projectFile('src')): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory()
          ? sources(join(folder, entry.name))
          : entry.name.endsWith('.ts')
            ? [join(folder, entry.name)]
            : [],
      );
    const written = sources().flatMap((file) => {
      const code = readFileSync(file, 'utf8').replaceAll(/^\s*(?:\*|\/\*|\/\/).*$/gm, '');
      return [...code.matchAll(/(?:https?|wss?):\/\/([\w-]+(?:\.[\w-]+)+)/g)].map(([, host = '']) => host);
    });
    const listed = Object.values(ways).flatMap(hosts);
    expect([...new Set(written)].filter((host) => !listed.includes(host) && !NAMES.includes(host))).toEqual([]);
    expect(written).toContain('graph.microsoft.com');
  });

  it('何も設定しなければ、この端末で話しかけた相手にだけ接続する', () => {
    expect(connectionsOf(readConfig({}), {})).toEqual([{ purpose: 'chat', url: 'http://127.0.0.1', when: 'told' }]);
  });

  it('キーがあれば、マネージドIDの窓口には接続しない', () => {
    const way = { ...azure, KANAME_MODEL: 'azure-openai' };
    expect(hosts(way)).toContain('169.254.169.254');
    expect(hosts({ ...way, AZURE_OPENAI_API_KEY: 'key' })).toEqual(['127.0.0.1', 'base.example']);
  });

  it('Teams と Azure のライブラリが使うプロキシを、環境変数から示す', () => {
    const proxied = (environment: Environment) =>
      connectionsOf(readConfig(environment), environment).map(({ proxy }) => proxy ?? 'none');
    const proxy = 'http://proxy.example:8080';
    expect(proxied({ HTTPS_PROXY: proxy })).toEqual([proxy]);
    expect(proxied({ http_proxy: proxy, NO_PROXY: 'localhost, 127.0.0.1' })).toEqual(['none']);
    expect(proxied({ ...compatible, KANAME_MODEL: 'openai-compatible', HTTPS_PROXY: proxy })).toEqual([proxy, 'none']);
  });
});
