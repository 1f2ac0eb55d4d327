import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What the official client's types say of a field name, for one object type. */
export type FieldFacts = { nullable: Set<string>; optional: Set<string>; known: Set<string> };

const resources = join(dirname(createRequire(import.meta.url).resolve("stripe")), "resources");

/**
 * Reads the client's declarations. The fixtures are examples: they show one value of a field, not
 * whether it may be null or left out. The declarations do. Facts are by field name within the file of an
 * object type, parameters of requests left aside.
 */
export function fieldFacts(): Map<string, FieldFacts> {
  const facts = new Map<string, FieldFacts>();
  for (const file of readdirSync(resources, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".d.ts")) continue;
    const text =
      readFileSync(join(resources, file), "utf8").split(/\nexport interface \w+Params\b/)[0] ?? "";
    for (const [, type] of text.matchAll(/^ {4}object: '([\w.]+)';/gm)) {
      if (type === undefined || facts.has(type)) continue;
      facts.set(type, factsIn(text));
    }
  }
  return facts;
}

function factsIn(text: string): FieldFacts {
  const facts: FieldFacts = { nullable: new Set(), optional: new Set(), known: new Set() };
  for (const [, name = "", mark, type = ""] of text.matchAll(/^\s+(\w+)(\??): ([^;]+);/gm)) {
    facts.known.add(name);
    if (type.includes("| null")) facts.nullable.add(name);
    if (mark === "?") facts.optional.add(name);
  }
  return facts;
}
