import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { inRoot } from "./places.mjs";

const made = new Set(["node_modules", "dist", "generated", "coverage"]);

/** One hash over the names and contents of files and folders, and over `salt`. */
export function hashOf(inputs, salt) {
  const hash = createHash("sha256").update(salt);
  for (const file of inputs.flatMap((input) => filesUnder(input)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(inRoot(file)));
  }
  return hash.digest("hex");
}

function filesUnder(place) {
  const found = statSync(inRoot(place), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [place];
  const names = readdirSync(inRoot(place)).filter((name) => !made.has(name));
  return names.flatMap((name) => filesUnder(path.join(place, name)));
}
