import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { fetchSchema, messageSchema, readAs } from '../../src/channels/logo/webhook/messageSchema.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { settings } from '../../src/settings.ts';
import { styles } from './webhookStyles.ts';

const guide = readFileSync(projectFile('docs/ja/webhook.md'), 'utf8');
const examples = (kind: string): unknown[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`json ${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) =>
    JSON.parse(text ?? ''),
  );
const rows = (section: string) =>
  [...section.matchAll(/^\| `(KANAME_WEBHOOK_\w+)` \| (?:`([^`]*)`|（なし）) \|/gm)].map(([, name = '', value]) => [
    name,
    value,
  ]);

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
const isReply = ajv.compile(
  JSON.parse(readFileSync(projectFile('docs/schemas/logo-webhook-reply.schema.json'), 'utf8')),
);

describe('署名付きWebhookの手引き', () => {
  it('メッセージの例は、どれもそのまま受け付けられる', () => {
    const polled = examples('polled').flatMap((one) => (one as { messages: unknown[] }).messages);
    const messages = [...examples('message'), ...polled];
    expect(messages).toHaveLength(3);
    for (const one of messages) expect(readAs(messageSchema, one)).toBeDefined();
    for (const one of examples('fetch')) expect(readAs(fetchSchema, one)).toBeDefined();
  });

  it('返信の例は、JSON Schemaのとおりである', () => {
    const fetched = examples('fetched').flatMap((one) => (one as { replies: unknown[] }).replies);
    const replies = [...examples('reply'), ...fetched];
    expect(replies).toHaveLength(2);
    for (const one of replies) expect([isReply(one), isReply.errors]).toEqual([true, null]);
  });

  it('既定の署名の方法は、設定の初期値と同じである', () => {
    const section = /## 署名の方法\n([\s\S]*?)\n### /.exec(guide)?.[1] ?? '';
    const told = Object.fromEntries(rows(section));
    const names = Object.entries(settings).filter(([name]) => /^KANAME_WEBHOOK_(?!CALLBACKS|POLL)/.test(name));
    expect(told).toEqual(Object.fromEntries(names.map(([name, { fallback }]) => [name, fallback])));
  });

  it.each(Object.entries(styles))('%s の方法の表は、テストで確かめた値と同じである', (name, style) => {
    const section = guide.split(`**${name} の方法**`)[1]?.split(/\n\*\*|\n## /)[0] ?? '';
    expect(Object.fromEntries(rows(section))).toEqual(style);
  });
});
