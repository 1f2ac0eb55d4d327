import { type ServeConfig, serve } from "@idem/server";

/** A server alone in its process, as it is deployed: told by its parent what it is, ends with it. */
process.once("message", async (config: ServeConfig) => {
  const { url, close } = await serve(config);
  process.send?.({ url });
  process.once("disconnect", () => close().then(() => process.exit(0)));
});
