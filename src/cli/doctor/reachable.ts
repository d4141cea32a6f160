import { type Connection, connectionsOf } from '../../config/connections.ts';
import { type Check, type Finding, good, note, wrong } from './check.ts';
import { placeOf, purposeOf } from './connectionNames.ts';
import { type Reached, reach } from './reach.ts';

/** The hosts of the chat and of the directory take a connection; those of models and store have checks of their own. */
export const reachable: Check = {
  id: 'reachable',
  title: '接続',
  async run({ config, environment }) {
    const connections = connectionsOf(config, environment);
    const tried = connections.filter(
      ({ purpose, when, signIn }) =>
        when === 'always' && (purpose === 'chat' || purpose === 'directory' || signIn === true),
    );
    const findings = await Promise.all(tried.map(findingFor));
    const { teams, logo } = config;
    const isAlone = teams === undefined && logo.direct === undefined && logo.webhook === undefined;
    const sender = connections.find(({ when, proxy }) => when === 'told' && proxy !== undefined);
    return [...(isAlone ? [ALONE] : []), ...(isAlone && sender ? [detour(sender)] : []), ...findings];
  },
};

const ALONE = note(
  'チャット（Teams、LoGoチャット、Webhook）は設定されていません。この端末からだけ利用できます。',
  '使うチャットの環境変数を、.env に設定してください。',
);

function detour(connection: Connection): Finding {
  return note(
    `この端末への返信も、${placeOf(connection)}を通ります。`,
    '環境変数 NO_PROXY に 127.0.0.1,localhost を加えてください。',
  );
}

async function findingFor(connection: Connection): Promise<Finding> {
  const { url, proxy, setting, purpose, signIn } = connection;
  const reached = await reach(new URL(url), proxy === undefined ? undefined : new URL(proxy));
  const place = `${purposeOf(connection)} ${placeOf(connection)}`;
  const details = {
    purpose,
    ...(signIn && { signIn }),
    host: new URL(url).hostname,
    ...(setting && { setting }),
    reached,
  };
  if (reached === 'reached') return good(`${place} に接続できました。`, details);
  const named = proxy !== undefined && setting === 'KANAME_LOGO_ENDPOINT' ? 'KANAME_LOGO_PROXY' : setting;
  const where = named === undefined ? '' : `（設定：${named}）`;
  return wrong(`${place} に接続できません。`, `${MENDS[reached]}${where}`, details);
}

const FIREWALL = 'ファイアウォールが通すこと、プロキシの指定が要るかどうかを、ネットワークの担当者に確認してください。';
const MENDS: Readonly<Record<Exclude<Reached, 'reached'>, string>> = {
  no_name: 'ホスト名が見つかりません。つづりと、この端末が使うDNSを確認してください。',
  refused: '接続が拒まれました。相手のプログラムが動いていることと、ポート番号を確認してください。',
  no_route: `経路がありません。${FIREWALL}`,
  late: `5秒以内に応答がありませんでした。${FIREWALL}`,
  certificate:
    '相手の証明書を確かめられません。庁内の認証局を使うときは、その証明書のファイルを環境変数 NODE_EXTRA_CA_CERTS に指定してください。',
  tls: '暗号化（TLS）の手順が成り立ちません。http:// と https://（ws:// と wss://）の別と、ポート番号を確認してください。',
  proxy: 'プロキシにつながりません。プロキシのホスト名とポート番号を確認してください。',
  proxy_denied:
    'プロキシが、この接続先を認めませんでした。プロキシの許可の設定と、利用者名・パスワードを確認してください。',
};
