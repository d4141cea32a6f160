import type { Change } from '../case.ts';
import { replacedAll } from './replacedAll.ts';

/** Words of statutes and what everybody says for them. */
const everyday: readonly (readonly [RegExp, string])[] = [
  [/することができる/gu, 'できる'],
  [/することができます/gu, 'できます'],
  [/(?<=[\p{Script=Han}ァ-ヴー]{2})しなければならない/gu, 'する必要がある'],
  [/(?<=[\p{Script=Han}ァ-ヴー]{2})しなければなりません/gu, 'する必要があります'],
  [/(?<=[\p{Script=Han}ァ-ヴー]{2})してはならない/gu, 'することは認められない'],
  [/又は/gu, 'または'],
  [/(?<!、)及び/gu, 'と'],
  [/並びに/gu, 'および'],
  [/若しくは/gu, 'または'],
  [/速やかに/gu, 'すぐに'],
  [/あらかじめ/gu, '事前に'],
  [/に係る/gu, 'に関する'],
];

/** Other words for the same. */
export const everydayWords: Change = ({ text }) => replacedAll(text, everyday);

/** Units in another spelling. */
export const unitsOtherwise: Change = ({ text }) =>
  replacedAll(text, [
    [/(?<=[0-9０-９])パーセント/gu, '％'],
    [/(?<=[0-9０-９])[%％]/gu, 'パーセント'],
    [/(?<=[0-9０-９])人(?=[のがはを、。以])/gu, '名'],
    [/(?<=[0-9０-９])名(?=[のがはを、。以])/gu, '人'],
    [/(?<=[0-9０-９])(?:箇月|ヶ月|カ月|ヵ月)/gu, 'か月'],
    [/(?<=[0-9０-９])か月/gu, 'ヶ月'],
    [/(?<=[0-9０-９])平方メートル/gu, '㎡'],
    [/(?<=[0-9０-９])か所/gu, '箇所'],
  ]);

/** The predicate shrinks to its noun, as in a list: 「…を実施する。」→「…を実施」. */
export const nounEnding: Change = ({ text }) => {
  const statement = text.replace(
    /(?<=[\p{Script=Han}ァ-ヴー]{2})(?:する|します|した|しました|いたします|いたしました|である|です|でございます)。$/u,
    '',
  );
  return statement === text || /(?:もの|こと)$/u.test(statement) ? [] : [{ statement, changed: '体言止め' }];
};
