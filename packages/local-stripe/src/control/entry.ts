import type { Entry } from "../checkout/outcome.ts";

/** Reads what the pay page or a test sends; answers the sentence that says what is wrong with it. */
export function readEntry(value: unknown): Entry | string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return 'Send a JSON object such as {"card":"4242424242424242"}.';
  }
  const entry: Entry = {};
  for (const [name, part] of Object.entries(value)) {
    if (part === null || part === undefined) continue;
    if (typeof part !== "string") return `${name} must be a string.`;
    if (name === "card") entry.card = part;
    else if (name === "email") entry.email = part;
    else if (name === "name") entry.name = part;
    else if (name === "action" && (part === "complete" || part === "fail")) entry.action = part;
    else if (name === "action") return "action must be complete or fail.";
    else return `There is nothing called ${name} on the pay page.`;
  }
  return entry;
}
