import { asking, previewed } from "../world/subscriber.ts";
import { comeBack, type LivingAccount } from "./account.ts";
import {
  breakCard,
  changeNow,
  changeToYear,
  endNow,
  payOpen,
  planChange,
  repairCard,
  setEnding,
} from "./bill.ts";
import type { Deed, Recovery } from "./life.ts";
import type { MonthsWorld } from "./months-world.ts";
import { amountOf, type Price, planBeside, priceIdOf } from "./prices.ts";

/** Insufficient funds: Stripe tries it again. */
const declined = "4000000000009995";
/** Its bank wants to hear from the cardholder at each charge. */
const asksTheBank = "4000002760003184";

/** Does it as the customer would, through the product; and writes down what must come of it. */
export async function doDeed(
  world: MonthsWorld,
  account: LivingAccount,
  deed: Deed,
): Promise<void> {
  const { subscriber, bill, has, customerId } = account;
  const { billing } = subscriber.client;
  const atMs = world.time.nowMs;
  switch (deed.does) {
    case "upgrade": {
      const to = { ...has, plan: planBeside(has.plan, 1) };
      await change(account, to, "now");
      changeNow(bill, atMs, amountOf(to));
      return;
    }
    case "to_year": {
      const to = { ...has, interval: "year" as const };
      await change(account, to, "now");
      changeToYear(bill, atMs, amountOf(to));
      return;
    }
    case "downgrade": {
      const to = { ...has, plan: planBeside(has.plan, -1) };
      await change(account, to, "renewal");
      planChange(bill, amountOf(to));
      return;
    }
    case "cancel":
    case "leave":
      isDone(await billing.cancel.mutate({ ...asking(subscriber), when: "period_end" }));
      return setEnding(bill, true);
    case "resume":
      isDone(await billing.resume.mutate(asking(subscriber)));
      return setEnding(bill, false);
    case "walk_out":
      isDone(await billing.cancel.mutate({ ...asking(subscriber), when: "now" }));
      return endNow(bill);
    case "return":
      return comeBack(world, account);
    case "break_card":
      account.broken = deed.recovers;
      breakCard(bill, atMs, deed.recovers === "never");
      return world.control.cardsLike(
        customerId,
        deed.recovers === "confirms" ? asksTheBank : declined,
      );
  }
}

async function change(account: LivingAccount, to: Price, when: "now" | "renewal"): Promise<void> {
  const { subscriber } = account;
  const { preview, request } = await previewed(subscriber, priceIdOf(to));
  if (preview.when !== when)
    throw new Error(`Expected a change ${when}, was shown ${preview.when}.`);
  isDone(await subscriber.client.billing.change.mutate(request));
  account.has = to;
}

/** Once a renewal has failed, the card comes right in the account's own way. */
export async function mendCard(world: MonthsWorld, account: LivingAccount): Promise<void> {
  const { subscriber, broken } = account;
  if (broken === null || broken === "never") return;
  const { subscription } = await subscriber.client.billing.current.query();
  const invoiceId = subscription?.openInvoice?.id;
  if (subscription?.status !== "past_due" || invoiceId === undefined) return;
  account.broken = null;
  await mend(world, account, { how: broken, invoiceId });
}

type Mending = { how: Exclude<Recovery, "never">; invoiceId: `in_${string}` };

async function mend(
  world: MonthsWorld,
  { subscriber, bill, customerId }: LivingAccount,
  { how, invoiceId }: Mending,
): Promise<void> {
  const { control, time } = world;
  switch (how) {
    case "bank":
      await control.cardsLike(customerId, null);
      return repairCard(bill, time.nowMs);
    case "pays": {
      await control.cardsLike(customerId, null);
      const paying = { ...asking(subscriber), invoiceId };
      isDone(await subscriber.client.billing.payInvoice.mutate(paying));
      return payOpen(bill, time.nowMs);
    }
    case "confirms": {
      const { outcome } = await control.payInvoice(invoiceId, { action: "complete" });
      if (outcome !== "succeeded") throw new Error(`The bank’s word led to ${outcome}.`);
      await control.cardsLike(customerId, null);
      return payOpen(bill, time.nowMs);
    }
  }
}

type Done = { is: "done" } | { is: "to_confirm" } | { is: "refused"; reason: string };

function isDone(answer: Done): void {
  if (answer.is !== "done")
    throw new Error(
      `An action was not done: ${answer.is === "refused" ? answer.reason : answer.is}.`,
    );
}
