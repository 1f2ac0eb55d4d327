import type { FieldFacts } from "./nullable.ts";

export type Mismatch = { path: string; problem: string };

type Kind = "null" | "list" | "hash" | "string" | "number" | "boolean" | "absent";

function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "hash";
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return typeof value as "string" | "number" | "boolean";
  }
  return "absent";
}

/** `facts` is of the object type that `path` is inside of; `byType` finds those of nested objects. */
type Place = {
  path: string;
  facts: FieldFacts | undefined;
  byType: ReadonlyMap<string, FieldFacts>;
};

/**
 * Compares a served object with the documented one, field by field, into nested hashes. A field must be
 * there and of the documented kind. Null passes where the documentation shows null or the client's
 * types allow it; a string passes for an expandable hash, and the other way round.
 */
export function compare(documented: unknown, served: unknown, place: Place): Mismatch[] {
  const { path } = place;
  const [wanted, found] = [kindOf(documented), kindOf(served)];
  if (found === "absent") return [{ path, problem: `missing (documented as ${wanted})` }];
  if (found === "null") {
    const allowed = wanted === "null" || mayBeNull(place);
    return allowed ? [] : [{ path, problem: `null, but documented as ${wanted} and never null` }];
  }
  if (wanted === "null") return [];
  if (isReference(documented, served) || isReference(served, documented)) return [];
  if (wanted !== found) return [{ path, problem: `${found}, but documented as ${wanted}` }];
  if (isList(documented) && isList(served)) {
    const [example] = documented;
    if (example === undefined) return [];
    return served.flatMap((item) => compare(example, item, { ...place, path: `${path}[]` }));
  }
  if (!isHash(documented) || !isHash(served) || isFree(path)) return [];
  const type = served["object"];
  const facts = (typeof type === "string" ? place.byType.get(type) : undefined) ?? place.facts;
  return Object.entries(documented).flatMap(([key, value]) => {
    if (!(key in served) && isOtherVariant(documented, served, key)) return [];
    return compare(value, served[key], { ...place, path: `${path}.${key}`, facts });
  });
}

/** Metadata is the caller's own, and what an event carries is compared as the type that it is. */
const isFree = (path: string) => path.endsWith(".metadata") || path === "event.data.object";

/** Addresses are one shared type whose every part may be null. */
function mayBeNull({ path, facts }: Place): boolean {
  const [owner, name = ""] = path.split(".").slice(-2);
  return owner === "address" || facts?.nullable.has(name.replaceAll("[]", "")) === true;
}

/** A hash with a `type` carries the part that its type names; the example may be of another type. */
function isOtherVariant(documented: Hash, served: Hash, key: string): boolean {
  return (
    "type" in documented &&
    key !== "type" &&
    !("object" in documented) &&
    served["type"] !== key &&
    (documented["type"] === key || documented["type"] !== served["type"])
  );
}

type Hash = Record<string, unknown>;
const isHash = (value: unknown): value is Hash => kindOf(value) === "hash";
const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isReference = (id: unknown, object: unknown) =>
  typeof id === "string" && isHash(object) && typeof object["id"] === "string";
