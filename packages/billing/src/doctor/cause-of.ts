/** What went wrong with an account, in one line that people can read. */
export const causeOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, mostLetters);

/** A database's complaint comes with its whole statement. */
const mostLetters = 300;
