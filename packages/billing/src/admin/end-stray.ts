import { decideEndStray, isLive, refuse } from "@idem/domain";
import { adminActor } from "../actor.ts";
import { once } from "../once.ts";
import { refuseSilence } from "../refuse-silence.ts";
import type { AdminAsking, EndStrayAnswer } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";
import { forStaff } from "./for-staff.ts";
import { whoseCustomer } from "./whose-customer.ts";

/**
 * Ends a subscription of another customer of the account's, at once and exactly once (G3, G4). Only where that customer
 * names the account (G8). The account's own subscription is neither looked at nor touched.
 */
export async function endStray(
  adminPorts: AdminPorts,
  asking: AdminAsking,
): Promise<EndStrayAnswer> {
  try {
    return await end(adminPorts, asking);
  } catch (error) {
    return refuseSilence(error, inDoubt);
  }
}

const inDoubt =
  "Stripe does not answer right now. If the end was under way, it will be finished, and only once. Please look again in a moment.";

const nobodys = refuse("no_subscription", {
  message: "No other customer of this account has such a subscription.",
});

async function end(
  adminPorts: AdminPorts,
  { accountId, subscriptionId, reason, ...staff }: AdminAsking,
): Promise<EndStrayAnswer> {
  const { ports, store, reads } = adminPorts;
  const actor = adminActor(staff);
  const customerId = await reads.customerOf(subscriptionId);
  const customer = customerId && (await reads.customer(customerId));
  if (!customer || (await whoseCustomer(adminPorts, customer)) !== accountId) return nobodys;
  const subscription = await ports.gateway.subscription(subscriptionId);
  if (subscription === null || !isLive(subscription.status)) return { is: "done", auditSeq: null };

  const asked = { subscriptionId, customerId: customer.id, reason };
  const decision = await ports.transition({ accountId, actor }, (state) =>
    decideEndStray(state, asked),
  );
  if (decision.is === "refused") return forStaff(decision);
  const { outcome } = await once(ports, { slot: decision.slot }, actor);
  switch (outcome?.is) {
    case undefined:
      return refuse("provider_unavailable", { message: inDoubt });
    case "done":
      return { is: "done", auditSeq: await store.auditSeqOf(accountId, staff.requestId) };
    case "refused":
      return refuse("provider_refused", { message: `Stripe refused: ${outcome.message}` });
    case "withdrawn":
    case "void":
      return refuse("provider_refused", { message: "It was not done." });
  }
}
