/** What may stand in an address, checked by hand: a schema library would cost more bytes than the whole checkout. */
export type Search = Record<string, unknown>;

const pattern = {
  /** Ids of prices and plans, e.g. `plus_year_usd`. */
  id: /^[a-z0-9_-]{1,100}$/i,
  code: /^\S{1,100}$/,
  attempt: /^[a-z0-9-]{8,64}$/i,
  session: /^cs_\w{1,250}$/,
  account: /^acc_[\w-]{1,100}$/,
  currency: /^[a-z]{3}$/,
  /** A path of our own: never another origin, so a link cannot send people elsewhere after signing in. */
  path: /^\/(?![/\\])[\w/?&=%.~-]{0,500}$/,
} as const;

/** The value if it is text of that kind; otherwise nothing, so a mangled address opens the page without it. */
export function textIn(
  search: Search,
  key: string,
  kind: keyof typeof pattern,
): string | undefined {
  const value = search[key];
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && pattern[kind].test(text) ? text : undefined;
}

export function wholeIn(search: Search, key: string): number | undefined {
  const value = Number(search[key] ?? Number.NaN);
  return Number.isSafeInteger(value) && value >= 0 && value <= 1_000_000 ? value : undefined;
}

/** Leaves out what is undefined, as strict optional properties want it. */
export function present<T extends Search>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> };
export function present(search: Search): Search {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
