import type { FrozenRequest } from "@idem/billing";

/** A request that creates or changes something, `path` with its version. */
export const post = (path: string, params: Record<string, unknown>): FrozenRequest => ({
  method: "POST",
  path,
  params,
});
