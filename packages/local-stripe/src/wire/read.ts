import { badParameter } from "./failure.ts";
import type { Form, FormMap } from "./form.ts";

/** Reads one parameter; `path` is its name in messages. Throws a validation failure. */
export type Reader<T> = (form: Form, path: string) => T;
export type Read<R> = R extends Reader<infer T> ? T : never;

type Optional<T> = { optional: Reader<T> };
type Fields = Record<string, Reader<unknown> | Optional<unknown>>;
type ReadFields<F extends Fields> = {
  [K in keyof F as F[K] extends Reader<unknown> ? K : never]: F[K] extends Reader<infer T>
    ? T
    : never;
} & {
  [K in keyof F as F[K] extends Optional<unknown> ? K : never]?: F[K] extends Optional<infer T>
    ? T | undefined
    : never;
};

export const optional = <T>(reader: Reader<T>): Optional<T> => ({ optional: reader });

/** A map of known parameters. Unknown ones are refused by name, as Stripe does. */
export function fields<const F extends Fields>(known: F): Reader<ReadFields<F>> {
  return (form, path) => {
    const map = asMap(form, path);
    const unknown = [...map.keys()].filter((key) => !Object.hasOwn(known, key));
    if (unknown.length > 0) throw unknownParameters(unknown.map((key) => join(path, key)));
    const result: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(known)) {
      const value = map.get(key);
      const needed = typeof entry === "function";
      if (value !== undefined)
        result[key] = (needed ? entry : entry.optional)(value, join(path, key));
      else if (needed) throw missingParameter(join(path, key));
    }
    return result as ReadFields<F>;
  };
}

export const text: Reader<string> = (form, path) => {
  if (typeof form !== "string")
    throw badParameter(`Invalid string: ${path} must be a string`, path);
  if (form === "") throw emptyParameter(path);
  if (form.length > 5000) {
    const message = `Invalid string: ${form.slice(0, 20)}...${form.slice(-20)}; must be at most 5000 characters`;
    throw badParameter(message, path);
  }
  return form;
};

export const integer: Reader<number> = (form, path) => {
  if (typeof form === "string" && /^-?\d{1,15}$/.test(form)) return Number(form);
  throw badParameter(`Invalid integer: ${show(form)}`, path, "parameter_invalid_integer");
};

/** A whole number of at least `least`. */
export const atLeast =
  (least: number): Reader<number> =>
  (form, path) => {
    const value = integer(form, path);
    if (value >= least) return value;
    const message = `This value must be greater than or equal to ${least}.`;
    throw badParameter(message, path, "parameter_invalid_integer");
  };

export const decimal: Reader<number> = (form, path) => {
  if (typeof form === "string" && /^-?\d+(\.\d+)?$/.test(form)) return Number(form);
  throw badParameter(`Invalid decimal: ${show(form)}`, path);
};

export const bool: Reader<boolean> = (form, path) => {
  if (form === "true" || form === "1") return true;
  if (form === "false" || form === "0") return false;
  throw badParameter(`Invalid boolean: ${show(form)}`, path);
};

export function oneOf<const T extends string>(...values: T[]): Reader<T> {
  return (form, path) => {
    const found = values.find((value) => value === form);
    if (found !== undefined) return found;
    const last = values.at(-1) ?? "";
    const list = values.length > 1 ? `${values.slice(0, -1).join(", ")}, or ${last}` : last;
    throw badParameter(`Invalid ${path}: must be one of ${list}`, path);
  };
}

export const listOf =
  <T>(reader: Reader<T>): Reader<T[]> =>
  (form, path) => {
    if (form === "") return [];
    const entries = [...asMap(form, path, "array")];
    if (entries.some(([key]) => !/^\d+$/.test(key))) throw badParameter("Invalid array", path);
    return entries.map(([key, value]) => reader(value, join(path, key)));
  };

export const mapOf =
  <T>(reader: Reader<T>): Reader<Record<string, T>> =>
  (form, path) => {
    const entries = [...asMap(form, path)];
    return Object.fromEntries(entries.map(([key, value]) => [key, reader(value, join(path, key))]));
  };

/** An empty string unsets; anything else goes to `reader`. */
export const unsettable =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (form, path) =>
    form === "" ? null : reader(form, path);

/** A real parameter of Stripe's that changes nothing here. */
export const ignored: Reader<unknown> = (form) => form;

function asMap(form: Form, path: string, kind: "hash" | "array" = "hash"): FormMap {
  if (form instanceof Map) return form;
  throw badParameter(`Invalid ${kind === "hash" ? "object" : "array"}`, path);
}

const join = (path: string, key: string) => (path === "" ? key : `${path}[${key}]`);
const show = (form: Form) => (typeof form === "string" ? form : "object");

export const missingParameter = (path: string) =>
  badParameter(`Missing required param: ${path}.`, path, "parameter_missing");

const unknownParameters = (paths: string[]) =>
  badParameter(
    `Received unknown parameter${paths.length > 1 ? "s" : ""}: ${paths.join(", ")}`,
    paths[0],
    "parameter_unknown",
  );

const emptyParameter = (path: string) =>
  badParameter(
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`,
    path,
    "parameter_invalid_empty",
  );
