import type { Accounts } from "@idem/api";
import type { Billing } from "@idem/billing";
import type { AccountId } from "@idem/domain";
import type { Auth } from "../auth/create-auth.ts";
import { cardOf, type DemoCustomer, demoCustomers, emailOf } from "./demo-customers.ts";
import { demoLogins } from "./demo-logins.ts";
import type { LocalStripeHand } from "./local-stripe-hand.ts";

export type SeedingPorts = {
  auth: Pick<Auth, "ensurePerson">;
  accounts: Pick<Accounts, "ownAccount">;
  billing: Billing;
  hand: LocalStripeHand;
};

type Owner = { accountId: AccountId; userId: string; requestId: string };

/** So many at once: a demo is not to keep people from buying. */
const together = 3;

/**
 * Makes the demo customers that are missing, and answers how many there are. They sign up and buy as everybody does: by the
 * same use-cases, under the same attempt each time, so that two who ask at once, and on two nodes, make one set. Whoever
 * was left half-way goes on where they stopped; whoever is there is left as people have made them since.
 */
export async function seedCustomers(ports: SeedingPorts): Promise<{ customers: number }> {
  const waiting = [...demoCustomers];
  const hand = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await seedOne(ports, next);
  };
  // Whoever fails must not leave others at work whom nobody waits for.
  const ends = await Promise.allSettled(Array.from({ length: together }, hand));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return { customers: demoCustomers.length };
}

async function seedOne(ports: SeedingPorts, demo: DemoCustomer): Promise<void> {
  const { auth, accounts, billing } = ports;
  const email = emailOf(demo);
  const { password, role } = demoLogins.customer;
  const userId = await auth.ensurePerson({ email, password, name: demo.name, role });
  const viewer = { userId, email, name: demo.name, role, isFresh: false };
  const accountId = await accounts.ownAccount(viewer);
  const owner: Owner = { accountId, userId, requestId: `demo-${demo.key}` };
  if ((await billing.current(accountId)).subscription === null) await buy(ports, owner, demo);
  await goOn(ports, owner, demo);
}

async function buy({ billing, hand }: SeedingPorts, owner: Owner, demo: DemoCustomer) {
  const started = await billing.start({
    ...owner,
    priceId: demo.priceId,
    quantity: demo.quantity ?? 1,
    code: demo.code ?? null,
    attempt: `demo-seed-${demo.key}`,
    revision: 0,
    ui: "hosted",
    replace: false,
    shownDueToday: null,
  });
  if (started.is === "refused") {
    // Somebody else's press has come further meanwhile.
    if (started.reason !== "already_paid" && started.reason !== "already_subscribed")
      throw new Error(`A demo customer may not buy: ${started.message}`);
  } else {
    const { customer } = await billing.current(owner.accountId);
    if (demo.becomes === "past_due" && customer !== null)
      await hand.joinClock(customer.stripeCustomerId);
    await hand.pay(started.sessionId, cardOf(demo));
  }
  await seen({ billing }, owner);
}

/** What Stripe says now is in our rows, whether its webhook has come or not. */
async function seen({ billing }: Pick<SeedingPorts, "billing">, owner: Owner): Promise<void> {
  const refreshed = await billing.refresh(owner);
  if (refreshed.is === "refused") throw new Error(refreshed.message);
}

async function goOn({ billing, hand }: SeedingPorts, owner: Owner, demo: DemoCustomer) {
  const { customer, subscription } = await billing.current(owner.accountId);
  if (subscription === null || subscription.endedAt !== null) return;
  const act = (is: "cancel_now" | "cancel_at_period_end") =>
    billing.act({
      ...owner,
      actionId: `demo-${is}-${demo.key}`,
      subscriptionId: subscription.stripeSubscriptionId,
      action: { is, reason: null },
    });
  switch (demo.becomes) {
    case undefined:
      return;
    case "set_to_end":
      if (subscription.cancelAt === null) await act("cancel_at_period_end");
      return;
    case "ended":
      await act("cancel_now");
      return;
    case "past_due":
      if (customer === null) return;
      await hand.failRenewal(customer.stripeCustomerId);
      await seen({ billing }, owner);
  }
}
