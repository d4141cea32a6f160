import type { Change } from '../case.ts';
import { joiningForm } from '../verbs.ts';

const opening = /^(?:ただし|しかし|一方|ところが|この場合|例えば|これ|それ|そ|こ|以上|はい|では|前項|同|当該)/u;

/** Two neighbouring sentences become one: 「…する。…」→「…し、…」. */
export const joined: Change = ({ text, next, words }) => {
  if (!next?.endsWith('。') || opening.test(next) || text.length + next.length > 240 || next.length < 12) return [];
  const second = next.replace(/^(?:また|なお|さらに)、/u, '');
  const fixed: readonly (readonly [RegExp, string])[] = [
    [/(?:である|です|であります|でございます)。$/u, 'であり、'],
    [/ことができ(?:る|ます)。$/u, 'ことができ、'],
    [/なければならない。$/u, 'なければならず、'],
    [/なければなりません。$/u, 'なければならず、'],
    [/ものとする。$/u, 'ものとし、'],
    [/(?:しております|している|しています)。$/u, 'しており、'],
    [/(?:いたします|いたしました|します|しました|した)。$/u, 'し、'],
  ];
  const rule = fixed.find(([pattern]) => pattern.test(text));
  if (rule) return [{ statement: text.replace(...rule) + second, changed: '次の文とつなぐ' }];
  const all = words();
  const verb = all.at(-2)?.surface === 'ます' ? all.at(-3) : all.at(-2);
  if (verb?.part !== '動詞' || (verb === all.at(-2) && verb.surface !== verb.base)) return [];
  return [{ statement: `${text.slice(0, verb.start)}${joiningForm(verb.base)}、${second}`, changed: '次の文とつなぐ' }];
};
