import { createIdemClient, type IdemClient } from "@idem/client";

/** Somebody's client at one node, in a tab of its own: no two share a request. */
export const clientAt = (url: string, { cookie }: { cookie: string }): IdemClient =>
  createIdemClient({ url, headers: () => ({ cookie, origin: url }) });
