import type { Connection, Purpose } from '../../config/connections.ts';
import { hostOf, portOf } from './reach.ts';

const PURPOSES: Readonly<Record<Purpose, string>> = {
  chat: 'チャット',
  model: '言語モデル',
  embedding: '埋め込みモデル',
  store: '履歴の保存先',
  directory: '職員の所属',
};

/** 「チャットのサインイン」 */
export function purposeOf({ purpose, signIn }: Connection): string {
  return signIn ? `${PURPOSES[purpose]}のサインイン` : PURPOSES[purpose];
}

/** Host and port of what is connected to: the proxy, where there is one. Nothing of a URL's path is shown. */
export function placeOf({ url, proxy, when }: Connection): string {
  const at = addressOf(new URL(url), when === 'told');
  return proxy === undefined ? at : `${addressOf(new URL(proxy), false)}（プロキシ。その先は ${at}）`;
}

function addressOf(url: URL, isAnyPort: boolean): string {
  const host = hostOf(url);
  return isAnyPort ? host : `${host.includes(':') ? `[${host}]` : host}:${portOf(url)}`;
}
