/** What CommonMark would interpret anywhere in a line: escapes, code, emphasis, links, tags and entities. */
const INLINE = /\\(?=[!-/:-@[-`{-~])|[`*_[\]~]|<(?=[A-Za-z/!?])|&(?=#?\w+;)/g;
/** What CommonMark would interpret at the start of a line: headings, quotations, bullets and rules, ordered lists. */
const BLOCK_START = /^(?=#{1,6}(?:\s|$)|>|[-+](?:[\s-]|$))/;
const ORDERED_START = /^(\d{1,9})(?=[.)](?:\s|$))/;
/** `{{DATE(…)}}` and `{{TIME(…)}}`, which Adaptive Cards evaluates in any text. */
const TEXT_FUNCTION = /\{\{(?=(?:DATE|TIME)\()/gi;

/**
 * Plain text → Markdown of a TextBlock or Fact that shows exactly that text. Lines become paragraphs of their own:
 * a blank line is the only line break that every Teams client shows. Only what would be interpreted is escaped, since
 * older mobile clients show the backslash (microsoft/AdaptiveCards#5590, mended in Teams in 2024).
 */
export function escapeMarkdown(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^[ \t]+|\s+$/g, ''))
    .filter((line) => line !== '')
    .map(escapeLine)
    .join('\n\n');
}

function escapeLine(line: string): string {
  return line
    .replace(INLINE, '\\$&')
    .replace(TEXT_FUNCTION, '{\\{')
    .replace(BLOCK_START, '\\')
    .replace(ORDERED_START, '$1\\');
}
