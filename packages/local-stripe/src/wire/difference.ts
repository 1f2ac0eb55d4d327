import type { Json } from "./stored.ts";

const isHash = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What `previous_attributes` holds: the former values of what changed; hashes only in part, lists whole. */
export function difference(before: Json, after: Json): Json {
  const former: Json = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    former[key] = isHash(was) && isHash(is) ? difference(was, is) : (was ?? null);
  }
  return former;
}
