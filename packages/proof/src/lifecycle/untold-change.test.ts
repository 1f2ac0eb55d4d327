import { entry, unchanged } from "@idem/domain";
import { createLane, createTransition } from "@idem/postgres";
import { expect, it } from "vitest";
import { signUp } from "../world/sign-up.ts";
import { startWorld } from "../world/start-world.ts";

it("G7: a decision that changes billing and tells nobody is refused as a whole", async () => {
  const world = await startWorld();
  try {
    const { accountId, email } = await signUp(world.url);
    const transition = createTransition(world.prisma, {
      encode: () => ({ method: "POST", path: "/v1/customers", params: {} }),
      now: () => new Date(),
      lane: createLane(1),
    });
    const actor = { source: "system", userId: null, requestId: null } as const;
    const customer = { stripeCustomerId: "cus_untold", email, name: "Pat" } as const;
    const write = { write: "customer.upsert", customer } as const;

    const untold = transition({ accountId, actor }, () => ({
      ...unchanged(null),
      writes: [{ write: "sync.advance" }, write],
    }));
    await expect(untold).rejects.toThrow("no audit entry");
    expect(await world.prisma.customer.count()).toBe(0);
    const { syncVersion } = await world.prisma.billingAccount.findUniqueOrThrow({
      where: { id: accountId },
    });
    expect(syncVersion).toBe(0);

    await transition({ accountId, actor }, () => ({
      ...unchanged(null),
      writes: [write],
      audit: [entry("customer.created", { after: customer })],
    }));
    expect(await world.prisma.customer.count()).toBe(1);
  } finally {
    await world.close();
  }
});
