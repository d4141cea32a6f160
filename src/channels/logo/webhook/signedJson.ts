import { Refusal } from './refusal.ts';

/** The value of a body in UTF-8. @throws Refusal where it is no JSON, or in another encoding */
export function readJson(body: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Refusal(400, 'bad_request', '本文の文字コードが正しくありません。UTF-8で送ってください。');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'bad_request', '本文がJSONとして読み取れません。途中で切れていないか、確認してください。');
  }
}
