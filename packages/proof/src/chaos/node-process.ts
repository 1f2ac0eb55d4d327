import { serve } from "@idem/server";
import type { NodeOrders } from "./chaos-node.ts";
import { withoutGuard } from "./without-guard.ts";

/** One server alone in its process, as it is deployed; ends with its parent, or is killed by it. */
process.once("message", async ({ config, without }: NodeOrders) => {
  await serve(config, without === null ? {} : { decorate: withoutGuard(without) });
  process.send?.("listening");
});
process.once("disconnect", () => process.exit(0));
