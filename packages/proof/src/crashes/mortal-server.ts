import { type ServeConfig, serve } from "@idem/server";
import { dieAt } from "./die-at.ts";
import type { Death } from "./points.ts";

/** A real server in a process of its own. Told by its parent what it is and where it dies; tells its address. */
export type Orders = { config: ServeConfig; death: Death };

process.once("message", async ({ config, death }: Orders) => {
  const { url } = await serve(config, { decorate: dieAt(death) });
  process.send?.({ url });
});
process.once("disconnect", () => process.exit(0));
