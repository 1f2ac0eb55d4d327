/** A name of somebody's table or column as SQL takes it, whatever is in it: capitals, spaces, quotes, or an attack. */
export function quoteName(name: string): string {
  if (name === "" || name.includes("\0")) throw new TypeError("A name must not be empty.");
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL takes it, for statements that take no parameters. */
export const quoteText = (text: string): string =>
  `${text.includes("\\") ? "E" : ""}'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
