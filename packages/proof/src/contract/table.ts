export type Row = {
  type: string;
  served: number;
  fields: number;
  excepted: string[];
  problems: string[];
};

/** One line a type; the problems of a type below its line. */
export function printTable(rows: Row[]): void {
  const width = Math.max(...rows.map(({ type }) => type.length), 6);
  const line = (...cells: string[]) =>
    `${(cells[0] ?? "").padEnd(width)}  ${(cells[1] ?? "").padStart(6)}  ${(cells[2] ?? "").padStart(6)}  ${(cells[3] ?? "").padStart(9)}  ${cells[4] ?? ""}\n`;
  process.stdout.write(line("object", "served", "fields", "exceptions", "verdict"));
  for (const { type, served, fields, excepted, problems } of rows) {
    const verdict = problems.length === 0 ? "matches" : `${problems.length} differ`;
    process.stdout.write(
      line(type, String(served), String(fields), String(excepted.length), verdict),
    );
    for (const problem of problems) process.stdout.write(`    ${problem}\n`);
  }
  const wrong = rows.filter(({ problems }) => problems.length > 0).length;
  process.stdout.write(
    wrong === 0
      ? `\n${rows.length} object types match Stripe's published ones.\n`
      : `\n${wrong} of ${rows.length} object types differ.\n`,
  );
}
