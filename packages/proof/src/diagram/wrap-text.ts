export type Wrapping = {
  width: number;
  /** What does not fit into so many lines is cut with an ellipsis. */
  mostLines: number;
  measure: (text: string) => number;
};

/** Breaks a text between words, and inside a word that is wider than a whole line. Always at least one line. */
export function wrapText(text: string, { width, mostLines, measure }: Wrapping): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, width, measure))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  if (lines.length <= mostLines) return lines;
  let last = lines[mostLines - 1] ?? "";
  while (last !== "" && measure(`${last}…`) > width) last = last.slice(0, -1);
  return [...lines.slice(0, mostLines - 1), `${last}…`];
}

function pieces(word: string, width: number, measure: Wrapping["measure"]): string[] {
  if (measure(word) <= width) return [word];
  const cut: string[] = [""];
  for (const letter of word) {
    const longer = `${cut.at(-1)}${letter}`;
    if (measure(longer) > width && cut.at(-1) !== "") cut.push(letter);
    else cut[cut.length - 1] = longer;
  }
  return cut;
}
