import { z } from 'zod';
import { Refusal } from './refusal.ts';

/** Files of one message; with their base64 they stay within the request's limit. */
export const MOST_FILES = 5;
const MOST_MEMBERS = 1_000;
/** Ids that one poll for replies may name. */
const MOST_IDS = 20;

const ID_FORM =
  '1～200文字の文字列で指定してください（改行などの制御文字は使えません。数値のIDも "123" のように引用符で囲んでください）。';
const TIME_FORM = '"2026-11-22T09:00:00+09:00" のような、時差の付いた日時で指定してください。';
const FILE_NAME_FORM = '1～255文字のファイル名を指定してください（/ と \\ は使えません）。';
const TYPE_FORM = '"text/plain" のような、ファイルの種類を指定してください。';
const BASE64_FORM = 'ファイルの中身を、Base64（改行なし）で指定してください。';
const YES_NO_FORM = 'true または false で指定してください。';

const id = z.string({ error: ID_FORM }).regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, { error: ID_FORM });
const kindOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `${values.join('、')} のいずれかを指定してください。` });
const listOf = <T extends z.ZodType>(item: T, most: number, what: string) =>
  z
    .array(item, { error: `${what}の配列で指定してください。` })
    .max(most, { error: `${most}件以内で指定してください。` });
const object = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `使えない項目があります（${names(issue.keys)}）。`
        : 'オブジェクトで指定してください。',
  });

/** RFC 3339, section 5.6, with seconds and an offset. */
export const sentAt = z
  .string({ error: TIME_FORM })
  .pipe(z.iso.datetime({ offset: true, error: TIME_FORM }))
  .transform((text) => new Date(text));

const file = object({
  name: z.string({ error: FILE_NAME_FORM }).regex(/^[^\p{Cc}\p{Cs}/\\]{1,255}$/u, { error: FILE_NAME_FORM }),
  contentType: z.string({ error: TYPE_FORM }).regex(/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/, { error: TYPE_FORM }),
  content: z.string({ error: BASE64_FORM }).refine(isBase64, { error: BASE64_FORM }),
});

const reply = object({
  mode: kindOf(['response', 'callback', 'poll']),
  url: z.string({ error: '送り先のURLを指定してください。' }).optional(),
  shows: listOf(kindOf(['buttons', 'notes', 'files']), 3, 'buttons、notes、files').optional(),
})
  .refine(({ mode, url }) => mode !== 'callback' || url !== undefined, {
    path: ['url'],
    error: 'mode が callback のときは、送り先のURLを指定してください。',
  })
  .refine(({ mode, url }) => mode === 'callback' || url === undefined, {
    path: ['url'],
    error: 'mode が callback のときだけ指定してください。',
  });

/** One message from a relay; docs/schemas/logo-webhook-message.schema.json says the same, and a test compares them. */
export const messageSchema = object({
  id,
  sentAt,
  conversation: object({
    id,
    kind: kindOf(['personal', 'group', 'channel']),
    members: listOf(id, MOST_MEMBERS, 'IDの文字列').optional(),
  }),
  sender: object({ id, name: z.string({ error: '文字列で指定してください。' }).optional() }),
  text: z.string({ error: '文字列で指定してください。' }).optional(),
  pressed: object({
    stamp: z.string({ error: '返信にあった stamp の文字列を指定してください。' }).min(1, { error: 'stamp が空です。' }),
    option: z
      .int({ error: '0から始まる番号を指定してください。' })
      .min(0, { error: '0から始まる番号を指定してください。' }),
  }).optional(),
  files: listOf(file, MOST_FILES, 'ファイル').optional(),
  joined: z.literal(true, { error: 'true を指定するか、項目ごと省いてください。' }).optional(),
  mentioned: z.boolean({ error: YES_NO_FORM }).optional(),
  reply,
}).refine((one) => one.text?.trim() || one.pressed || one.files?.length || one.joined, {
  error: 'text、pressed、files、joined のうち、少なくとも1つが必要です。',
});

export type WebhookMessage = z.output<typeof messageSchema>;

/** What a relay sends to fetch replies. */
export const fetchSchema = object({
  ids: listOf(id, MOST_IDS, 'IDの文字列').min(1, { error: '1件以上指定してください。' }),
  sentAt,
});

/** @throws Refusal `invalid_message` that names the field and how to mend it */
export function readAs<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue?.path.length ? `「${issue.path.join('.')}」` : '本文';
  throw new Refusal(400, 'invalid_message', `${place}が正しくありません。${issue?.message ?? ''}`);
}

/** Without a regular expression over the whole text: it may be megabytes long. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.replace(/={1,2}$/, ''));
}

function names(keys: readonly string[]): string {
  return keys
    .slice(0, 3)
    .map((key) => key.slice(0, 40))
    .join('、');
}
