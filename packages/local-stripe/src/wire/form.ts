import { badParameter } from "./failure.ts";

/** A decoded form value: text, or what nested brackets make of it. Lists are maps with number keys. */
export type Form = string | FormMap;
export type FormMap = Map<string, Form>;

/** Far deeper than any Stripe parameter; refuses bodies built to exhaust the stack. */
const deepest = 10;

/**
 * Decodes `a[b][0][c]=d` as Stripe does. `a[]=x&a[]=y` appends. Later values replace earlier ones.
 * Throws a validation failure on malformed keys.
 */
export function parseForm(text: string): FormMap {
  const root: FormMap = new Map();
  for (const [key, value] of new URLSearchParams(text)) {
    const path = splitKey(key);
    let map = root;
    for (const [depth, raw] of path.entries()) {
      const segment = raw === "" ? String(map.size) : raw;
      if (depth === path.length - 1) {
        map.set(segment, value);
        break;
      }
      const existing = map.get(segment);
      const next = existing instanceof Map ? existing : new Map<string, Form>();
      if (next !== existing) map.set(segment, next);
      map = next;
    }
  }
  return root;
}

function splitKey(key: string): string[] {
  const open = key.indexOf("[");
  if (open === -1) return [key];
  const inner = key.slice(open);
  if (open === 0 || !/^(\[[^[\]]*\])+$/.test(inner))
    throw badParameter(`Invalid parameter name: ${key}`);
  const path = [key.slice(0, open), ...inner.slice(1, -1).split("][")];
  if (path.length > deepest) throw badParameter(`Parameter is nested too deeply: ${key}`);
  return path;
}

/** The same parameters give the same text, whatever their order: what an idempotency key is compared by. */
export function canonicalForm(form: Form): string {
  if (typeof form === "string") return JSON.stringify(form);
  const entries = [...form].sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonicalForm(value)}`).join(",")}}`;
}
