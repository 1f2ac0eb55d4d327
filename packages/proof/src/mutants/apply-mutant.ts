import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Mutant } from "./mutant.ts";

/** Breaks one file of a tree; the function given back mends it. Fails where the text to replace is not there once. */
export async function applyMutant(
  root: string,
  { name, file, edits }: Mutant,
): Promise<() => Promise<void>> {
  const place = path.join(root, file);
  const original = await readFile(place, "utf8");
  await writeFile(place, mutate(original, { name, file, edits }));
  return () => writeFile(place, original);
}

export function mutate(
  original: string,
  { name, file, edits }: Pick<Mutant, "name" | "file" | "edits">,
): string {
  return edits.reduce((text, [from, to]) => {
    const count = text.split(from).length - 1;
    if (count !== 1)
      throw new Error(`"${name}": ${file} has this ${count} times, not once:\n${from}`);
    return text.replace(from, () => to);
  }, original);
}
