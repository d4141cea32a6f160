type Element = Readonly<Record<string, unknown>>;

const children = (element: Element): readonly Element[] =>
  ['body', 'items', 'columns', 'rows', 'cells', 'actions', 'facts', 'inlines'].flatMap((key) =>
    Array.isArray(element[key]) ? (element[key] as Element[]) : [],
  );

/** Every element of a card, in reading order. */
export function elementsOf(card: Element): readonly Element[] {
  return children(card).flatMap((element) => [element, ...elementsOf(element)]);
}

const marks: Readonly<Record<string, (element: Element) => string>> = {
  TextBlock: ({ text }) => String(text),
  'Action.Submit': ({ title }) => `［${title}］`,
  'Action.ToggleVisibility': ({ title }) => `［${title}］`,
  'Input.Text': ({ label, value }) => `${label}：＿＿${value ?? ''}`,
  'Input.ChoiceSet': ({ label, choices }) =>
    `${label}：${(choices as { title: string }[]).map(({ title }) => `○${title}`).join(' ')}`,
};

/** What a reader sees of a card before anything is opened. */
export function visibleText(card: Element): string {
  const read = (element: Element): readonly string[] => {
    if (element.isVisible === false) return [];
    const own = marks[String(element.type)]?.(element);
    return [...(own === undefined ? [] : [own]), ...children(element).flatMap(read)];
  };
  return read(card).join('\n');
}

/** What opens when the toggle of this title is pressed, of the `number`th such toggle. */
export function openedText(card: Element, title: string, number: number): string {
  const all = elementsOf(card);
  const toggle = all.filter((one) => one.type === 'Action.ToggleVisibility' && one.title === title)[number - 1];
  const target = (toggle?.targetElements as readonly string[] | undefined)?.[0];
  const opened = all.find(({ id }) => id !== undefined && id === target);
  if (opened === undefined) throw new Error(`nothing opens by 「${title}」 ${number}`);
  return visibleText({ items: [{ ...opened, isVisible: true }] });
}
