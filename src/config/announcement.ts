import type { Config } from '../config.ts';

/** What the operator reads when the bot has started: where it can be reached, and what it answers from. */
export function announcement(
  url: string,
  { teams, logo }: Pick<Config, 'teams' | 'logo'>,
  size: { readonly documents: number; readonly articles: number; readonly clauses: number },
  model: string,
): readonly string[] {
  const lines = [
    `Kaname（要）を起動しました：${url}/api/messages`,
    `規程 ${size.documents}件（${size.articles}条、${size.clauses}の条項）、言語モデル ${model}`,
    teams === undefined
      ? 'Teams：未設定です。この端末からのみ試せます（「npm run playground」または「npx kaname chat」）。'
      : `Teams：テナント ${teams.allowedTenants.length}件からの接続を受け付けます。`,
  ];
  if (logo.direct !== undefined) {
    const way = logo.direct.proxy === undefined ? '' : '（プロキシ経由）';
    lines.push(`LoGoチャット（direct）：${new URL(logo.direct.endpoint).host} に接続しています${way}。`);
  }
  if (logo.webhook !== undefined) {
    const from =
      teams === undefined ? '。この端末からのみ受け付けます（中継は同じ端末に置くか、リバースプロキシを通します）' : '';
    lines.push(`Webhook：${url}/api/logo/messages${from}`);
  }
  return lines;
}
