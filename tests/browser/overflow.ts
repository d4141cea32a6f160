/** What is used of an element of the page. */
interface PageElement {
  readonly tagName: string;
  readonly textContent: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  getBoundingClientRect(): { readonly right: number; readonly width: number };
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** Runs in the page. */
export function widthsOf(cards: readonly PageElement[]): readonly number[] {
  return cards.map((card) => card.getBoundingClientRect().width);
}

/** Runs in the page. What reaches beyond its card, or is cut off in its own place. */
export function overflowing(cards: readonly PageElement[]): readonly string[] {
  return cards.flatMap((card) => {
    const right = card.getBoundingClientRect().right + 1;
    return [card, ...card.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > right || one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${one.tagName} ${one.scrollWidth}/${one.clientWidth}: ${one.textContent.slice(0, 80)}`);
  });
}
