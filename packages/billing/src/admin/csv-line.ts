/**
 * A line of CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front: a customer
 * who calls himself `=HYPERLINK(…)` must not run anything on the desk of whoever opens the file.
 */
export const csvLine = (cells: (string | number | null)[]): string =>
  `${cells.map(toCell).join(",")}\r\n`;

function toCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
