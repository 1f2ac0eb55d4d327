import type { Collection, Scope } from "../state/collection.ts";
import { badParameter, missing } from "./failure.ts";
import { atLeast, fields, optional, type Reader, text } from "./read.ts";
import { isDeleted } from "./stored.ts";

export const limit: Reader<number> = (form, path) => {
  const value = atLeast(1)(form, path);
  if (value > 100) {
    throw badParameter(
      "This value must be less than or equal to 100.",
      path,
      "parameter_invalid_integer",
    );
  }
  return value;
};

/** Parameters that every list takes. */
export const pageFields = {
  limit: optional(limit),
  starting_after: optional(text),
  ending_before: optional(text),
};
export type Page = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
};

export const range: Reader<(value: number) => boolean> = (form, path) => {
  if (typeof form === "string") {
    const exact = atLeast(0)(form, path);
    return (value) => value === exact;
  }
  const at = optional(atLeast(0));
  const { gt, gte, lt, lte } = fields({ gt: at, gte: at, lt: at, lte: at })(form, path);
  return (value) =>
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte) &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte);
};

type Selection<T> = {
  url: string;
  /** For `No such …` when the cursor is unknown. */
  what: string;
  scope?: Scope;
  where?: (value: T) => boolean;
};

/** One page, newest first, of what is not deleted. A cursor names an object that exists. */
export function listPage<T extends object>(
  collection: Collection<T>,
  page: Page,
  { url, what, scope = {}, where = () => true }: Selection<T>,
): { object: "list"; data: T[]; has_more: boolean; url: string } {
  const { starting_after: after, ending_before: before } = page;
  if (after !== undefined && before !== undefined) {
    const message = "You may only specify one of these parameters: starting_after, ending_before.";
    throw badParameter(message, "ending_before");
  }
  const cursor = after ?? before;
  if (cursor !== undefined && collection.get(cursor) === undefined) {
    throw missing(what, cursor, after === undefined ? "ending_before" : "starting_after");
  }
  const from = cursor === undefined ? scope : { ...scope, afterId: cursor };
  const walk = before === undefined ? collection.newestFirst(from) : collection.oldestFirst(from);
  const size = page.limit ?? 10;
  const data: T[] = [];
  let more = false;
  for (const [, value] of walk) {
    if (isDeleted(value) || !where(value)) continue;
    if (data.length === size) {
      more = true;
      break;
    }
    data.push(value);
  }
  if (before !== undefined) data.reverse();
  return { object: "list", data, has_more: more, url };
}
