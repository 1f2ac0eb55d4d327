/** More than there are different statements in this repository; what comes beyond is planned anew each time, as before. */
const maxNames = 300;

/**
 * What a statement begins with that is better planned for its values each time: one whose filters come and go, and of
 * which each has texts of its own. It would also use up the names of those that are asked all day.
 */
export const plannedForItsValues = "/* planned for its values */";

/**
 * A short name for each text of a statement, so that PostgreSQL parses and plans it once for each connection and not
 * once for each call. Lists of varying length make texts of their own: hence the limit, which keeps a connection small.
 */
export function createStatementNames(
  prefix = "idem",
): (query: { sql: string; args: unknown[] }) => string {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (
      args.length === 0 ||
      names.size >= maxNames ||
      sql.trimStart().startsWith(plannedForItsValues)
    )
      return "";
    const name = `${prefix}_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
