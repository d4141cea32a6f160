import { Refusal } from './refusal.ts';

/** What a URL may not hold as it is written: parsers drop some of it and fold the rest. */
const NOT_IN_URLS = /[\s\\\p{Cc}]/u;
/** Written otherwise, a server behind may read them as `/`, `\`, `.` or `%` again: `/..%2f`, `%252e`. */
const DISGUISED = /%(?:2f|5c|2e|25|00)/i;
/** Some servers take what follows a semicolon for parameters, and climb. */
const CLIMBING = /(?:^|\/)\.{1,2}(?:;|\/|$)/;
const MOST_CHARACTERS = 2_000;

/**
 * The URL to which a reply may be sent: the origin and the path of one of `allowed`, or below it. Compared as parsed,
 * whole path segments only, without credentials and fragment.
 * @param allowed as in the configuration, each with a slash at its end
 * @throws Refusal `callback_not_allowed`
 */
export function callbackUrl(text: string, allowed: readonly string[]): URL {
  const url =
    text.length <= MOST_CHARACTERS && !NOT_IN_URLS.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || text.includes('#') || isDisguised(text, url)) {
    throw notAllowed();
  }
  if (!allowed.some((base) => isBelow(url, new URL(base)))) throw notAllowed();
  return url;
}

/** Dots are looked for in the text itself: parsing has folded them away. */
function isDisguised(text: string, url: URL): boolean {
  const path = text.split('?', 1)[0] ?? '';
  return DISGUISED.test(path) || CLIMBING.test(path) || CLIMBING.test(url.pathname);
}

function isBelow(url: URL, base: URL): boolean {
  return url.origin === base.origin && url.protocol === base.protocol && `${url.pathname}/`.startsWith(base.pathname);
}

function notAllowed(): Refusal {
  return new Refusal(
    400,
    'callback_not_allowed',
    'この送り先には返信できません。管理者が認めた送り先（KANAME_WEBHOOK_CALLBACKS）を reply.url に指定してください。',
  );
}
