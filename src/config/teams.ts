import { present, type Reader, wrong } from './reader.ts';

export interface TeamsConfig {
  readonly appId: string;
  readonly password?: string;
  readonly type: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  readonly tenant?: string;
  /** Tenants whose messages are answered; others are refused. */
  readonly allowedTenants: readonly string[];
}

/** Throws KanameError `wrong_configuration` where the registration is not complete. */
export function readTeams(read: Reader): { teams?: TeamsConfig } {
  const appId = read.optional('MicrosoftAppId');
  if (appId === undefined) return {};
  const type = read.oneOf('MicrosoftAppType', ['SingleTenant', 'MultiTenant', 'UserAssignedMSI']);
  const password = read.optional('MicrosoftAppPassword');
  const tenant = read.optional('MicrosoftAppTenantId');
  const listed = (read.optional('KANAME_TENANTS') ?? '').split(',').map((id) => id.trim());
  const allowedTenants = [...new Set([tenant ?? '', ...listed])].filter((id) => id !== '');
  if (type !== 'MultiTenant' && tenant === undefined) {
    throw wrong('MicrosoftAppTenantId', `MicrosoftAppType が ${type} のときは、テナントIDが必要です。`);
  }
  if (type !== 'UserAssignedMSI' && password === undefined) {
    throw wrong('MicrosoftAppPassword', 'ボットのクライアントシークレットを設定してください。');
  }
  if (type === 'UserAssignedMSI' && password !== undefined) {
    throw wrong('MicrosoftAppPassword', 'マネージドIDを使うときは、パスワードを設定しないでください。');
  }
  if (allowedTenants.length === 0) {
    throw wrong('KANAME_TENANTS', '利用を認めるテナントのIDを、コンマ区切りで指定してください。');
  }
  return {
    teams: { appId, type, allowedTenants, ...present('password', password), ...present('tenant', tenant) },
  };
}
