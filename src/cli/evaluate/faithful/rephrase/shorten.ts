import type { Change } from '../case.ts';

/** A bracket that narrows or widens what stands before it may not go. */
const narrowing = /除|限|含|ない|以上|以下|未満|場合|もの|うち|ただし|とき/u;

/** A bracket is left out. */
export const withoutBracket: Change = ({ text }) =>
  [...text.matchAll(/（[^（）]{1,80}）/gu)]
    .filter(
      ({ 0: bracket, index }) =>
        !narrowing.test(bracket) && index > 1 && !quoted(text, index) && !/[０-９0-9]/u.test(bracket[1] ?? ''),
    )
    .map(({ 0: bracket, index }) => ({
      statement: text.slice(0, index) + text.slice(index + bracket.length),
      changed: `${bracket}を省く`,
    }));

/** Inside 「」 or 【】 stand words that are quoted as they are. */
function quoted(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return ['「」', '【】', '『』'].some(
    ([open = '', close = '']) => before.split(open).length > before.split(close).length,
  );
}

/** Ends of a clause at the head that tells why or how, without which the rest is true as well. */
const aside =
  /(?:に基づき|に基づいて|に伴い|のため|ため|を踏まえ|に鑑み|に当たり|に際し|を受け|を受けて|により|によって|に加え|とともに|において|において|に応じて|に応じ|として|ところにより|うえで|上で|ことから|ので|から)$/u;
const conjunction = /^(?:また|なお|さらに|そこで|このため|したがって|そのため|それから|次に|まず|これにより|特に)、/u;

/** A subordinate clause or a connective at the head, or one after the topic, is left out. */
export const withoutClause: Change = ({ text }) => {
  const found = conjunction.exec(text);
  const connective = found ? [{ statement: text.slice(found[0].length), changed: `${found[0]}を省く` }] : [];
  const parts = text.split(/(?<=、)/u);
  const [head = '', second = ''] = parts;
  const drop = (at: number): { statement: string; changed: string } => ({
    statement: parts.toSpliced(at, 1).join(''),
    changed: `${parts[at]}を省く`,
  });
  const goes = (part: string): boolean =>
    aside.test(part.slice(0, -1)) && part.length >= 8 && !/[（「」）]|もの|ない|場合/u.test(part);
  const rest = parts.slice(1).join('');
  const atHead = goes(head) && /[はがを]/u.test(rest) && rest.length >= 15 && !/[はが]/u.test(head) ? [drop(0)] : [];
  const afterTopic = /は、$/u.test(head) && goes(second) && parts.length > 2 ? [drop(1)] : [];
  return [...connective, ...atHead, ...afterTopic];
};

/** 「市は、Aを行い、Bを行う」→「市は、Bを行う」. */
export const withoutFirstOfTwo: Change = ({ text }) => {
  const parts = text.split(/(?<=、)/u);
  if (parts.length !== 3 || /又は|若しくは|または|ない|場合|とき|次/u.test(text)) return [];
  const [topic = '', first = '', second = ''] = parts;
  if (!/^[^（）「」]{2,20}は、$/u.test(topic) || !/を[^、を]{0,8}(?:し|い|り|き|め|け|れ)、$/u.test(first)) return [];
  if (!/[をがにで]/u.test(second) || /そ[のれ]|こ[のれ]|当該|同/u.test(second)) return [];
  return [{ statement: topic + second, changed: `${first}を省く` }];
};

const yearOfDate = /(?:令和|平成|昭和)?[0-9０-９]{1,4}年(?=[0-9０-９]{1,2}月[0-9０-９]{1,2}日)/gu;

/** 「令和7年12月8日」→「12月8日」, where somebody speaks: everybody in the room knows the year. */
export const withoutYear: Change = ({ text, speaker }) =>
  [...text.matchAll(yearOfDate)]
    .filter(() => speaker !== undefined)
    .map(({ 0: year, index }) => ({
      statement: text.slice(0, index) + text.slice(index + year.length),
      changed: `${year}を省く`,
    }));
