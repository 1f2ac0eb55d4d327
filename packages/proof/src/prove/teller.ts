export type Teller = {
  tell: (line: string) => void;
  /** Says how far it is: on a terminal always in the same line. */
  progress: (line: string) => void;
};

/** Writes to standard output; where that is a terminal, progress is one line that changes. */
export function createTeller(out: NodeJS.WriteStream): Teller {
  if (!out.isTTY) {
    const tell = (line: string) => void out.write(`${line}\n`);
    return { tell, progress: tell };
  }
  const clearLine = "\r\u001b[2K";
  return {
    tell: (line) => void out.write(`${clearLine}${line}\n`),
    progress: (line) => void out.write(`${clearLine}${line.slice(0, out.columns)}`),
  };
}
