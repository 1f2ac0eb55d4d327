import type { KindName } from "../state/kinds.ts";
import type { World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { limit } from "../wire/list.ts";
import { fields, optional, text } from "../wire/read.ts";
import { isDeleted } from "../wire/stored.ts";

export const searchFields = fields({ query: text, limit: optional(limit), page: optional(text) });

type Clause = (value: object) => boolean;

/**
 * Finds by `email:'a@b.c' AND metadata['k']:'v'` (also `-field:`, `field~'part'`, `created>0`, OR).
 * Search lags behind writes: what was created a moment ago is not found yet, lists have it at once.
 */
export function searchPage(
  world: World,
  params: { query: string; limit?: number | undefined; page?: string | undefined },
  { kind, url }: { kind: KindName; url: string },
) {
  const matches = parseQuery(params.query);
  const visibleUntil = Math.floor((world.nowMs() - world.searchLagMs()) / 1000);
  const size = params.limit ?? 10;
  const scope = params.page === undefined ? {} : { afterId: params.page };
  const data: object[] = [];
  let last: string | undefined;
  let more = false;
  for (const [id, value] of world.store[kind].newestFirst(scope)) {
    const created = "created" in value && typeof value.created === "number" ? value.created : 0;
    const isFresh = created > visibleUntil && !livesOnClock(value);
    if (isDeleted(value) || isFresh || !matches(value)) continue;
    if (data.length === size) {
      more = true;
      break;
    }
    data.push(value);
    last = id;
  }
  return {
    object: "search_result",
    data,
    has_more: more,
    next_page: more ? (last ?? null) : null,
    url,
  };
}

/** The time of creation of what lives on a test clock says nothing about how fresh it is. */
const livesOnClock = (value: object): boolean =>
  "test_clock" in value && typeof value.test_clock === "string";

function parseQuery(query: string): Clause {
  const joined = / OR /i.test(query) ? "OR" : "AND";
  if (joined === "OR" && / AND /i.test(query)) {
    throw badParameter("You cannot combine AND and OR in the same search query.", "query");
  }
  const clauses = query
    .split(new RegExp(` ${joined} `, "i"))
    .map((part) => parseClause(part.trim()));
  return (value) =>
    joined === "AND" ? clauses.every((fits) => fits(value)) : clauses.some((fits) => fits(value));
}

const clausePattern =
  /^(-?)([a-z_.]+)(?:\[(?:"([^"]+)"|'([^']+)')\])?\s*(:|~|>=|<=|>|<)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d+|null))$/;

function parseClause(clause: string): Clause {
  const match = clausePattern.exec(clause);
  if (match === null) {
    throw badParameter(`We were unable to parse your search query near '${clause}'.`, "query");
  }
  const [, minus, field = "", key1, key2, operator = ":", quoted1, quoted2, bare] = match;
  const wanted = quoted1 ?? quoted2 ?? bare ?? "";
  const key = key1 ?? key2;
  const path = [...field.split("."), ...(key === undefined ? [] : [key])];
  return (value) => {
    const found = path.reduce<unknown>(
      (at, name) => (typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined),
      value,
    );
    return compare(found, operator, unescaped(wanted)) !== (minus === "-");
  };
}

const unescaped = (value: string) => value.replaceAll(/\\(.)/g, "$1");

function compare(found: unknown, operator: string, wanted: string): boolean {
  if (wanted === "null" && operator === ":") return found === null || found === undefined;
  if (found === null || found === undefined) return false;
  if (operator === ":") return String(found).toLowerCase() === wanted.toLowerCase();
  if (operator === "~") return String(found).toLowerCase().includes(wanted.toLowerCase());
  const [left, right] = [Number(found), Number(wanted)];
  if (operator === ">") return left > right;
  if (operator === "<") return left < right;
  return operator === ">=" ? left >= right : left <= right;
}
