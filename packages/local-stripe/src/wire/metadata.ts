import { badParameter } from "./failure.ts";
import type { Form } from "./form.ts";
import type { Reader } from "./read.ts";

/** Changes to a metadata map: `null` removes the key; the whole being "" removes all. */
export type MetadataChange = Map<string, string | null> | "clear";

/** Stripe's limits: 50 keys, key ≤ 40 characters, value ≤ 500. */
export const metadata: Reader<MetadataChange> = (form, path) => {
  if (form === "") return "clear";
  if (typeof form === "string") throw badParameter("Invalid object", path);
  if (form.size > 50) throw badParameter("You can only set up to 50 metadata keys", path);
  return new Map([...form].map(([key, value]) => [key, readValue(key, value, path)]));
};

function readValue(key: string, value: Form, path: string): string | null {
  if (typeof value !== "string") {
    throw badParameter(
      `Invalid value for metadata key ${key}: must be a string`,
      `${path}[${key}]`,
    );
  }
  if (key.length > 40) {
    const message = `Metadata keys can have up to 40 characters, got ${key.length}: ${key}`;
    throw badParameter(message, path);
  }
  if (value.length > 500) {
    const message = `Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`;
    throw badParameter(message, `${path}[${key}]`);
  }
  return value === "" ? null : value;
}

export function changedMetadata(
  before: { [key: string]: string },
  change: MetadataChange | undefined,
): { [key: string]: string } {
  if (change === undefined) return before;
  if (change === "clear") return {};
  const after = new Map(Object.entries(before));
  for (const [key, value] of change) {
    if (value === null) after.delete(key);
    else after.set(key, value);
  }
  return Object.fromEntries(after);
}
