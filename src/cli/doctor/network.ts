import { type Connection, connectionsOf, type Purpose } from '../../config/connections.ts';
import { type Check, type Finding, good, note, wrong } from './check.ts';
import { placeOf, purposeOf } from './connectionNames.ts';
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts';

/** Every host that this configuration connects to, what for, and whether it is inside the office's own network. */
export const network: Check = {
  id: 'network',
  title: '接続先の一覧',
  async run({ config, environment, lgwan }) {
    const connections = connectionsOf(config, environment);
    const findings = await Promise.all(connections.map((connection) => report(connection, lgwan)));
    return [...findings, ...(lgwan ? [verdictFor(findings)] : [])];
  },
};

const PLACES: Readonly<Record<Whereabouts, string>> = {
  inside: '庁内ネットワークの中',
  outside: '庁内ネットワークの外',
  unknown: '名前を調べられず、不明',
};

async function report(connection: Connection, lgwan: boolean): Promise<Finding> {
  const { purpose, signIn, setting, url, proxy, when, namesFileHosts } = connection;
  const { where, addresses } = await whereaboutsOf(new URL(proxy ?? url));
  const details = {
    purpose,
    ...(signIn && { signIn }),
    host: new URL(url).hostname,
    ...(proxy !== undefined && { proxy: new URL(proxy).hostname }),
    when,
    where,
    addresses,
    ...(setting && { setting }),
    ...(namesFileHosts && { namesFileHosts }),
  };
  const remarks = remarksOn(connection).map((remark) => `${remark}。`);
  const sentence = `${purposeOf(connection)}：${placeOf(connection)}（${remarks.join('')}${PLACES[where]}）`;
  if (lgwan && purpose !== 'chat' && where !== 'inside') return wrong(sentence, MENDS[purpose], details);
  return where === 'unknown'
    ? note(sentence, 'ホスト名のつづりと、この端末が使うDNSを確認してください。', details)
    : good(sentence, details);
}

function remarksOn({ when, namesFileHosts }: Connection): string[] {
  return [
    ...(when === 'told' ? ['この端末で話しかけた相手'] : []),
    ...(when === 'perhaps' ? ['ほかの方法でサインインできないときだけ'] : []),
    ...(namesFileHosts ? ['ファイルは、ここから知らされた場所で受け渡します'] : []),
  ];
}

/** How to keep each of them inside. */
const MENDS: Readonly<Record<Exclude<Purpose, 'chat'>, string>> = {
  model:
    'KANAME_MODEL=extractive（言語モデルなし）とするか、KANAME_MODEL=openai-compatible とし、OPENAI_BASE_URL に庁内のサーバーを指定してください。',
  embedding:
    'KANAME_EMBEDDING=embedded（同梱のモデル）とするか、OPENAI_EMBEDDING_BASE_URL に庁内のサーバーを指定してください。',
  store: 'KANAME_STORE=embedded（この端末のSQLite）としてください。',
  directory: 'KANAME_DIRECTORY=file とし、KANAME_PEOPLE に職員の一覧を指定してください。',
};

function verdictFor(findings: readonly Finding[]): Finding {
  const outside = findings.filter(({ verdict }) => verdict === 'wrong').length;
  return outside === 0
    ? good('LGWANの中で使う条件：チャットのほかに、庁内ネットワークの外への接続先はありません。', { lgwan: true })
    : wrong(
        `LGWANの中で使う条件：チャットのほかに、外への接続先が${outside}件あります。`,
        '上の「異常」の接続先を、それぞれ直してください。',
        { lgwan: false, outside },
      );
}
