import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { type SettingName, settings } from '../../src/settings.ts';
import { containers } from '../../src/stores/cosmosLayout.ts';
import { all, literal, main, moduleFile, moduleFiles, unbalanced } from './infraBicep.ts';

const files = [main, ...moduleFiles];
const app = moduleFile('containerApp');
const isSetting = (name: string): name is SettingName => Object.hasOwn(settings, name);

/** The table of environment variables: name → expression of its value, or the variable that holds value or reference. */
const table = [
  ...(app.variables.env ?? '').matchAll(/^ {2}(\{|union\(\{) name: '(\w+)'(?:, value: (.+) \}| \}, (\w+)\))$/gm),
].map(([, , name = '', value, reference]) => ({ name, value, reference }));

describe('infra/ の Bicep', () => {
  it.each(files)('$path は、括弧が対になっている', ({ text }) => {
    expect(unbalanced(text)).toEqual([]);
  });

  it('括弧の検査は、欠けた括弧と余った括弧に気付く', () => {
    expect(unbalanced('{ [ }')).not.toEqual([]);
    expect(unbalanced('{ a: [1] } }')).not.toEqual([]);
    expect(unbalanced("{ a: '}' ")).toEqual(['{']);
  });

  it.each(files)('$path は、すべてのパラメーターを日本語で説明している', ({ params }) => {
    const silent = params.filter(({ description }) => !/[ぁ-んァ-ヶ一-龠]/.test(description));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it.each(files)('$path に、使われないパラメーターや変数がない', ({ text, params, variables }) => {
    const names = [...params.map(({ name }) => name), ...Object.keys(variables)];
    const used = (name: string) => all(text, new RegExp(`(?<!(?:param|var) )\\b(${name})\\b(?!:|')`, 'g')).length > 0;
    expect(names.filter((name) => !used(name))).toEqual([]);
  });

  it('main は、modules のファイルをすべて、あるものだけ使う', () => {
    expect(main.modules.map(({ path }) => path).sort()).toEqual(moduleFiles.map(({ path }) => path));
  });

  it.each(main.modules)('main は、$name に必要なパラメーターをすべて、あるものだけ渡す', ({ path, params }) => {
    const declared = moduleFiles.find((file) => file.path === path)?.params ?? [];
    const required = declared.filter(({ fallback }) => fallback === undefined).map(({ name }) => name);
    expect(Object.keys(params)).toEqual(expect.arrayContaining(required));
    expect(declared.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(params)));
  });

  it('main は、モジュールにある出力だけを読み、作らないかもしれないモジュールは条件の中で読む', () => {
    const reads = [...main.text.matchAll(/(.*?)\b(\w+)(!?)\.outputs\.(\w+)/g)];
    expect(reads.length).toBeGreaterThan(10);
    for (const [, before, name, mark, output] of reads) {
      const module = main.modules.find((one) => one.name === name);
      const file = moduleFiles.find(({ path }) => path === module?.path);
      expect(file?.outputs).toContain(output);
      expect(mark === '!').toBe(module?.conditional);
      if (module?.conditional) expect(before).toContain('?');
    }
  });

  it('プレビュー版のAPIを使わない', () => {
    const types = files.flatMap(({ resourceTypes }) => resourceTypes);
    expect(types.length).toBeGreaterThan(15);
    expect(types.filter((type) => !/^Microsoft\.[\w/]+@20\d\d-\d\d-\d\d$/.test(type))).toEqual([]);
  });

  it('与える権限は、読むと使うの4つだけである', () => {
    const guids = files.flatMap(({ text }) => all(text, /'([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'/g));
    expect(guids.sort()).toEqual([
      '00000000-0000-0000-0000-000000000002', // Cosmos DB Built-in Data Contributor
      '4633458b-17de-408a-b874-0445c86b69e6', // Key Vault Secrets User
      '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd', // Cognitive Services OpenAI User
      '7f951dda-4ed3-4680-a7ca-43fe172d538d', // AcrPull
    ]);
  });

  it('パラメーターの例は、main にあるものだけで、必要なものを含み、秘密を含まない', () => {
    const example = JSON.parse(readFileSync(projectFile('infra/main.parameters.example.json'), 'utf8'));
    const given = Object.keys(example.parameters);
    const open = main.params.filter(({ secure }) => !secure);
    expect(open.map(({ name }) => name)).toEqual(expect.arrayContaining(given));
    const required = main.params.filter(({ fallback }) => fallback === undefined).map(({ name }) => name);
    expect(given).toEqual(expect.arrayContaining(required));
  });

  it('手引きは、パラメーターの名前とファイルを正しく書き、Azure に対して未実行であることを断る', () => {
    const guide = readFileSync(projectFile('infra/README.md'), 'utf8');
    expect(guide).toContain('Azureに対しては未実行です');
    const named = all(guide, /^\| `(\w+)`/gm);
    expect(named.filter((name) => !main.params.some((param) => param.name === name))).toEqual([]);
    expect(all(guide, /`(infra\/[\w/.-]+)`/g).filter((path) => !existsSync(projectFile(path)))).toEqual([]);
  });
});

describe('コンテナーアプリの環境変数', () => {
  it('settings.ts のすべての設定を、その順に渡し、ほかには Azure SDK の AZURE_CLIENT_ID だけを渡す', () => {
    expect(table.map(({ name }) => name)).toEqual([...Object.keys(settings), 'AZURE_CLIENT_ID']);
  });

  it('秘密の設定は、Key Vault への参照か空であり、秘密でない設定は参照にしない', () => {
    for (const { name, value, reference } of table) {
      const secret = isSetting(name) && settings[name].secret === true;
      if (!secret) expect([name, reference]).toEqual([name, undefined]);
      else if (reference === undefined) expect([name, value]).toEqual([name, "''"]);
      else expect(app.variables[reference]).toMatch(/^empty\(\w+(?:Key|Password|Token)Url\)/);
      if (reference !== undefined)
        expect(app.variables[reference]).toMatch(/\? \{ value: '' \} : \{ secretRef: \w+ \}$/);
    }
    expect(app.text.match(/keyVaultUrl: /g)).toHaveLength(
      table.filter(({ reference }) => reference !== undefined).length,
    );
  });

  it('秘密のパラメーターは、Key Vault のモジュールにだけ渡し、そこではシークレットの値にしかならない', () => {
    const secrets = main.params.filter(({ secure }) => secure).map(({ name }) => name);
    expect(secrets).toHaveLength(4);
    for (const { name, params } of main.modules) {
      const given = Object.values(params).filter((expression) => secrets.includes(expression));
      expect([name, given]).toEqual([name, name === 'keyVault' ? secrets : []]);
    }
    const vault = moduleFile('keyVault');
    expect(vault.params.filter(({ secure }) => secure).map(({ name }) => name)).toEqual(secrets);
    expect(vault.text.match(/^output .*(?:botPassword|openaiCompatibleKey|logoToken|webhookKey)\b/gm)).toBeNull();
    expect(
      files.filter((file) => file !== main && file !== vault).filter(({ text }) => text.includes('@secure')),
    ).toEqual([]);
  });

  it('初期値は、settings.ts の初期値と同じである', () => {
    const chosen: readonly string[] = ['KANAME_DATA_DIR', 'KANAME_EMBEDDING', 'KANAME_STORE', 'MicrosoftAppType'];
    const given = main.modules.find(({ name }) => name === 'containerApp')?.params ?? {};
    for (const { name, value = '' } of table) {
      if (!isSetting(name) || settings[name].fallback === undefined || chosen.includes(name)) continue;
      const param = given[/^(?:string\()?(\w+)\)?$/.exec(value)?.[1] ?? ''];
      const fallback = main.params.find((one) => one.name === param)?.fallback;
      expect([name, literal(fallback)]).toEqual([name, settings[name].fallback]);
    }
  });

  it('選べる値は、どれも Kaname が受け付ける', () => {
    const choices = (name: string) => main.params.find((param) => param.name === name)?.allowed ?? [];
    const filled = Object.fromEntries(
      Object.keys(settings)
        .filter((name) => /ENDPOINT|BASE_URL|DEPLOYMENT|MODEL$|AppId|TenantId/.test(name))
        .map((name) => [name, /ENDPOINT|URL/.test(name) ? 'https://a.example' : 'a']),
    );
    const base = {
      ...filled,
      KANAME_MODEL: 'extractive',
      KANAME_STORE: literal(table.find(({ name }) => name === 'KANAME_STORE')?.value),
    };
    expect(choices('model')).toHaveLength(3);
    for (const keyEncoding of choices('webhookKeyEncoding')) {
      for (const signatureEncoding of choices('webhookSignatureEncoding')) {
        const key = Buffer.from('0123456789abcdef');
        const KANAME_WEBHOOK_KEY = key.toString(keyEncoding === 'text' ? 'utf8' : (keyEncoding as 'base64' | 'hex'));
        const { logo } = readConfig({
          KANAME_WEBHOOK_KEY,
          KANAME_WEBHOOK_KEY_ENCODING: keyEncoding,
          KANAME_WEBHOOK_SIGNATURE_ENCODING: signatureEncoding,
        });
        expect(logo.webhook?.signing).toMatchObject({ key, signatureEncoding });
      }
    }
    for (const type of choices('botType')) {
      const password = type === 'SingleTenant' ? 'p' : '';
      for (const model of choices('model')) {
        for (const level of choices('logLevel')) {
          const config = readConfig({
            ...base,
            MicrosoftAppType: type,
            MicrosoftAppPassword: password,
            KANAME_MODEL: model,
            KANAME_LOG_LEVEL: level,
          });
          expect(config).toMatchObject({
            teams: { type },
            model: { kind: model },
            logLevel: level,
            store: { kind: 'cosmos' },
          });
        }
      }
    }
  });

  it('待ち受けるポートと、生存・準備の確認先と、ボットの届け先が合っている', () => {
    expect(app.text).toMatch(/targetPort: port\n/);
    expect(all(app.text, /httpGet: \{ path: '([^']+)', port: port \}/g)).toEqual(['/healthz', '/healthz', '/readyz']);
    expect(main.text).toContain("endpoint: 'https://${containerApp.outputs.fqdn}/api/messages'");
  });
});

describe('Cosmos DB', () => {
  const { text, variables } = moduleFile('cosmos');

  it('コンテナー、パーティションキー、TTL、索引が、cosmosLayout.ts と同じである', () => {
    const entries = [...(variables.containers ?? '').matchAll(/name: '(\w+)'\n\s+includedPaths: \[([^\]]*)\]/g)];
    const version = Number(/^ {10}version: (\d)$/m.exec(text)?.[1]);
    const mode = /indexingMode: '(\w+)'/.exec(text)?.[1];
    const excludedPaths = all(text, /excludedPaths: \[\s+\{\s+path: '([^']+)'\s+\}\s+\]/g).map((path) => ({ path }));
    const made = entries.map(([, id, paths = '']) => ({
      id,
      partitionKey: { paths: [literal(variables.partitionKeyPath)], version },
      defaultTtl: Number(literal(variables.defaultTtl)),
      indexingPolicy: {
        indexingMode: mode,
        automatic: /automatic: true/.test(text),
        includedPaths: all(paths, /'([^']+)'/g).map((path) => ({ path })),
        excludedPaths,
      },
    }));
    expect(made).toEqual(containers);
    expect(text).toContain('paths: [partitionKeyPath]');
    expect(text).toContain('defaultTtl: defaultTtl');
  });

  it('鍵では開けず、マネージドIDだけが読み書きする', () => {
    expect(text).toContain('disableLocalAuth: true');
    expect(moduleFile('openai').text).toContain('disableLocalAuth: true');
  });
});
