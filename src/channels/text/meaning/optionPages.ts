import { type Abilities, hasStamps } from '../outgoing.ts';

/** What stands on a page of options: one of the labels by its place, or the way to another page. */
export type PageOption = { readonly label: string } & ({ readonly choice: number } | { readonly page: number });

const ON = 'ほかの選択肢';
const BACK = '前の選択肢';

/** The options of one page: all of them where choices are numbers in a text, else as many as one stamp takes. */
export function optionsOn(labels: readonly string[], page: number, abilities: Abilities): readonly PageOption[] {
  const all = labels.map((label, choice) => ({ label, choice }));
  const { stampOptions: most } = abilities;
  if (!hasStamps(abilities) || all.length <= most) return all;
  const [start, end] = span(all.length, page, most);
  return [
    ...all.slice(start, end),
    ...(start > 0 ? [{ label: BACK, page: page - 1 }] : []),
    ...(end < all.length ? [{ label: ON, page: page + 1 }] : []),
  ];
}

/** Every page but the first has the way back, every page but the last the way on. */
function span(count: number, page: number, most: number): readonly [number, number] {
  let start = 0;
  for (let at = 0; ; at += 1) {
    const room = at === 0 ? most - 1 : most - 2;
    const last = count - start <= (at === 0 ? most : most - 1);
    if (at === page || last) return [start, last ? count : start + room];
    start += room;
  }
}

/** What a typed text picks from what is shown, where it picks anything; `beyond` is a number that is not there. */
export type Pick = { readonly option: PageOption } | { readonly beyond: number } | undefined;

/** A number, full width too, counts on the page that is shown; a label may stand on any page. */
export function pickTyped(text: string, labels: readonly string[], shown: readonly PageOption[]): Pick {
  const typed = plain(text);
  const onPage = shown.find(({ label }) => plain(label) === typed);
  if (onPage !== undefined) return { option: onPage };
  const number = /^(\d{1,2})(?:番目?)?[.。]?$/.exec(typed)?.[1];
  if (number !== undefined && shown.length > 0) {
    const option = shown[Number(number) - 1];
    return option === undefined ? { beyond: shown.length } : { option };
  }
  const choice = labels.findIndex((label) => plain(label) === typed);
  return choice < 0 ? undefined : { option: { label: text, choice } };
}

/** As people type the same words: either width, any spaces, with or without brackets around them. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^「(.*)」$/u, '$1')
    .toLowerCase();
}
