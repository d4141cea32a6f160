import type { Change, Original } from '../case.ts';
import { toPlain } from './register.ts';

/** 「生涯学習課長（坂本）」 → 「坂本生涯学習課長」, 「市民課 松井」 → 「市民課の松井」. */
export function calledInProse(speaker: string): string {
  const [, post = '', name] = /^([^（(]+)[（(]([^）)]+)[）)]$/u.exec(speaker) ?? [undefined, speaker];
  return name === undefined ? post.replace(/[ 　]/u, 'の') : `${name}${post}`;
}

/** What somebody said, as minutes in the third person have it. */
export const attributed: Change = ({ text, speaker, words }: Original) => {
  if (!speaker || !/[^か]。$/u.test(text) || /^(?:はい|いえ|ええ|では|それでは|うん)/u.test(text)) return [];
  const plain = toPlain(text, words());
  if (plain === undefined) return [];
  const statement = `${calledInProse(speaker)}は、${plain.replace(/。$/u, '')}と述べた。`;
  return [{ statement, changed: `${speaker}の発言として` }];
};
