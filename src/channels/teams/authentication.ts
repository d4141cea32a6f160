import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { type BotFrameworkAuthentication, BotFrameworkAuthenticationFactory } from 'botframework-connector';
import { KanameError } from '../../errors.ts';

/** The bot's registration in Microsoft Entra, named as in the configuration. Without `appId` nothing is authenticated. */
export interface TeamsRegistration {
  readonly appId?: string;
  /** Not for `UserAssignedMSI`, which signs in as the machine. */
  readonly password?: string;
  readonly type?: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant';
  readonly tenant?: string;
}

/**
 * Where Bot Framework tokens are issued and checked. Left out, it is Microsoft's public cloud; setting one of these
 * turns the library's other defaults off, so all are given together.
 */
export interface OpenIdSettings {
  readonly loginUrl: string;
  readonly oauthScope: string;
  readonly tokenIssuer: string;
  readonly oauthUrl: string;
  readonly channelMetadataUrl: string;
  readonly emulatorMetadataUrl: string;
  readonly callerId: string;
}

export const PUBLIC_TOKEN_ISSUER = 'https://api.botframework.com';

/** The library's authentication for this registration. Throws KanameError `wrong_configuration`. */
export function createAuthentication(
  registration: TeamsRegistration,
  openId: OpenIdSettings | undefined,
): BotFrameworkAuthentication {
  return BotFrameworkAuthenticationFactory.create(
    '',
    true,
    openId?.loginUrl ?? '',
    openId?.oauthScope ?? '',
    openId?.tokenIssuer ?? '',
    openId?.oauthUrl ?? '',
    openId?.channelMetadataUrl ?? '',
    openId?.emulatorMetadataUrl ?? '',
    openId?.callerId ?? '',
    credentials(registration),
    { requiredEndorsements: [] },
  );
}

function credentials(registration: TeamsRegistration): ConfigurationServiceClientCredentialFactory {
  const { appId, password, type = 'SingleTenant', tenant } = registration;
  if (!appId) return new ConfigurationServiceClientCredentialFactory({});
  // A type the library does not know silently becomes MultiTenant.
  if (!['SingleTenant', 'UserAssignedMSI', 'MultiTenant'].includes(type)) {
    throw new KanameError(
      'wrong_configuration',
      'MicrosoftAppType には SingleTenant、UserAssignedMSI、MultiTenant のいずれかを指定してください。',
    );
  }
  try {
    return new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppId: appId,
      MicrosoftAppType: type,
      ...(password && { MicrosoftAppPassword: password }),
      ...(tenant && { MicrosoftAppTenantId: tenant }),
    });
  } catch (cause) {
    throw new KanameError(
      'wrong_configuration',
      'Teams の接続設定が足りません。SingleTenant では MicrosoftAppPassword と MicrosoftAppTenantId を、' +
        'UserAssignedMSI では MicrosoftAppTenantId だけを指定してください。',
      cause,
    );
  }
}
