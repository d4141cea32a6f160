import { HeadingPath, type Place } from './places.ts';

/** The headings under which the parts of a Markdown file stand, as offsets in the file; `from` is where its body begins. */
export function markdownPlaces(text: string, from: number): Place[] {
  const path = new HeadingPath();
  const places: Place[] = [];
  let inCode = false;
  let start = from;
  const close = (end: number): void => {
    const label = path.toString();
    if (label !== '' && end > start) places.push({ start, end, label });
    start = end;
  };
  for (const { 0: line, index } of text.slice(from).matchAll(/[^\r\n]+/g)) {
    if (/^\s*(?:```|~~~)/.test(line)) inCode = !inCode;
    // Longer headings are cut by the path anyway.
    const heading = inCode ? undefined : /^\s{0,3}(#{1,6})\s+(.*?)[\s#]*$/.exec(line.slice(0, 200));
    if (!heading) continue;
    close(from + index);
    path.enter(heading[1]?.length ?? 1, heading[2] ?? '');
  }
  close(text.length);
  return places;
}
