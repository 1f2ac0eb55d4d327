import { createServer } from "node:http";
import { z } from "zod";
import { listen } from "../../world/listen.ts";
import { type ArmName, type ArmSetting, armNames, type OpenArm } from "./arm.ts";
import { followed } from "./follow-requests.ts";

/** An arm alone in its process, as it would be deployed: told by its parent what it is, answers for its figures. */
const servers: Record<ArmName, () => Promise<{ open: OpenArm }>> = {
  "transaction-without-lock": () => import("../rivals/transaction-without-lock/server.ts"),
  "row-lock": () => import("../rivals/row-lock/server.ts"),
  "better-auth-stripe": () => import("../rivals/better-auth-stripe/server.ts"),
  "dbos-workflow": () => import("../rivals/dbos-workflow/server.ts"),
  idem: () => import("../rivals/idem/server.ts"),
};

const orderSchema = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("open"),
    name: z.enum(armNames),
    setting: z.object({
      databaseUrl: z.string(),
      stripeUrl: z.string(),
      poolSize: z.number(),
      stripePriceId: z.string(),
    }) satisfies z.ZodType<ArmSetting>,
  }),
  z.object({ is: z.literal("figures") }),
]);

process.on("message", async (message) => {
  const order = orderSchema.parse(message);
  switch (order.is) {
    case "open": {
      const { open } = await servers[order.name]();
      const { url, readOne } = await open(order.setting);
      process.send?.({ url, readUrl: await openReadDoor(readOne) });
      return;
    }
    case "figures": {
      const { user, system } = process.cpuUsage();
      process.send?.({
        cpuMs: (user + system) / 1_000,
        heldMs: followed.heldMs,
        takes: followed.takes,
        peakMemoryMb: process.resourceUsage().maxRSS / 1_024,
      });
    }
  }
});
// Nothing is asked to finish: what a block measures is over by then, and the database cleans up after a lost client.
process.once("disconnect", () => process.exit(0));

/** Beside the arm's own server, in the same process, so that a busy pool or process shows. */
async function openReadDoor(readOne: () => Promise<unknown>): Promise<string> {
  const server = createServer((_, answer) => {
    readOne().then(
      () => answer.end(),
      () => answer.writeHead(500).end(),
    );
  });
  const port = await listen(server);
  return `http://127.0.0.1:${port}`;
}
