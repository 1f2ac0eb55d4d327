import type { Store } from "../state/store.ts";
import { expandable, onlyExpanded } from "./expandable.ts";
import { badParameter } from "./failure.ts";
import type { Json } from "./stored.ts";

export type Rendering = { store: Store; baseUrl: () => string };

/** Addresses of pages are kept without the host, because a restart may give another port. */
export const localUrl = (path: string): string => `local:/${path}`;

type Tree = Map<string, Tree>;
type Place = { type: string; field: string };

/** Stripe expands four levels and no more. */
const deepest = 4;

/**
 * An object as it goes over the wire: the fields named in `expand` replaced by the objects they
 * refer to (`data.x` on lists), fields that Stripe sends only when asked left out, addresses completed.
 * Refuses paths that cannot be expanded.
 */
export function render(rendering: Rendering, value: object, expand: string[]): Json {
  const tree: Tree = new Map();
  for (const path of expand) {
    const segments = path.split(".");
    if (segments.length > deepest) {
      throw badParameter(
        `You cannot expand more than ${deepest} levels of a property (${path}).`,
        "expand",
        "property_expansion_max_depth",
      );
    }
    let node = tree;
    for (const segment of segments) {
      const next: Tree = node.get(segment) ?? new Map();
      node.set(segment, next);
      node = next;
    }
  }
  return renderHash(rendering, value, { tree, place: { type: "", field: "" } });
}

type Visit = { tree: Tree; place: Place };

function renderHash(rendering: Rendering, hash: object, { tree, place }: Visit): Json {
  const type = "object" in hash && typeof hash.object === "string" ? hash.object : undefined;
  const isList = type === "list" || type === "search_result";
  const here: Place = type === undefined || isList ? place : { type, field: "" };
  const entries = new Map(Object.entries(hash));
  const result: Json = {};
  const path = (key: string) => (here.field === "" ? key : `${here.field}.${key}`);

  for (const key of tree.keys()) {
    const makeMissing = onlyExpanded[here.type]?.[path(key)];
    if (typeof makeMissing === "function") entries.set(key, makeMissing(rendering.store, hash));
    if (!entries.has(key) && makeMissing === undefined) throw cannotExpand(key);
  }
  for (const [key, value] of entries) {
    const wanted = tree.get(key);
    if (wanted === undefined && onlyExpanded[here.type]?.[path(key)] !== undefined) continue;
    const next: Visit = {
      tree: wanted ?? new Map(),
      place:
        isList && key === "data" ? { type: "", field: "" } : { type: here.type, field: path(key) },
    };
    const isPlain = typeof value !== "object" && typeof value !== "string";
    if (wanted !== undefined && isPlain) throw cannotExpand(key);
    result[key] = renderValue(rendering, value, { ...next, wanted: wanted !== undefined });
  }
  return result;
}

function renderValue(
  rendering: Rendering,
  value: unknown,
  visit: Visit & { wanted?: boolean },
): unknown {
  if (Array.isArray(value)) return value.map((item) => renderValue(rendering, item, visit));
  if (typeof value === "object" && value !== null) return renderHash(rendering, value, visit);
  if (typeof value !== "string") return value;
  if (visit.wanted === true) {
    const find = expandable[visit.place.type]?.[visit.place.field];
    if (find === undefined) throw cannotExpand(visit.place.field);
    const found = find(rendering.store, value);
    if (found === undefined) return value;
    // What was deleted has lost its fields: it is shown as it is, whatever else of it was asked for.
    const tree = "deleted" in found && found.deleted === true ? new Map() : visit.tree;
    return renderHash(rendering, found, { tree, place: { type: "", field: "" } });
  }
  return value.startsWith("local:/") ? rendering.baseUrl() + value.slice("local:/".length) : value;
}

const cannotExpand = (field: string) =>
  badParameter(
    `This property cannot be expanded (${field}). You may want to try expanding 'data.${field}' if this is a list.`,
    "expand",
  );
