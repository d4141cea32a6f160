/** Ways of signing of other office chats, as docs/ja/webhook.md tells operators to set them. */
export const styles = {
  Slack: {
    KANAME_WEBHOOK_SIGNATURE_HEADER: 'X-Slack-Signature',
    KANAME_WEBHOOK_SIGNATURE_PREFIX: 'v0=',
    KANAME_WEBHOOK_TIMESTAMP_HEADER: 'X-Slack-Request-Timestamp',
    KANAME_WEBHOOK_SIGNED_TEXT: 'v0:{timestamp}:{body}',
  },
  'LINE WORKS': {
    KANAME_WEBHOOK_SIGNATURE_HEADER: 'X-WORKS-Signature',
    KANAME_WEBHOOK_SIGNATURE_ENCODING: 'base64',
    KANAME_WEBHOOK_TIMESTAMP_HEADER: 'none',
    KANAME_WEBHOOK_SIGNED_TEXT: '{body}',
  },
  Chatwork: {
    KANAME_WEBHOOK_KEY_ENCODING: 'base64',
    KANAME_WEBHOOK_SIGNATURE_HEADER: 'X-ChatWorkWebhookSignature',
    KANAME_WEBHOOK_SIGNATURE_ENCODING: 'base64',
    KANAME_WEBHOOK_TIMESTAMP_HEADER: 'none',
    KANAME_WEBHOOK_SIGNED_TEXT: '{body}',
  },
};
