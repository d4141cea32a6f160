/** The id, or with `~2`, `~3` … where another file has it: 「旅費規程」 may be there as .docx and as .pdf. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  let count = 2;
  while (taken.has(`${id}~${count}`)) count += 1;
  return `${id}~${count}`;
}
