/** Control characters could steer the terminal (colours, cursor, title): only the ends of lines are printed. */
export function printable(text: string): string {
  return text.replaceAll('\t', '    ').replaceAll(/(?!\n)\p{Cc}/gu, '');
}
