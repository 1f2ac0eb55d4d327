import type { HttpBindings } from "@hono/node-server";

/** What every handler of a request may read, and what it says about itself. */
export type Exchange = {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** The caller's address as far as we can trust it. */
    clientAddress: string;
    /** Name of what answers, for logs and metrics: one of a known, small set. */
    route: string;
  };
};
