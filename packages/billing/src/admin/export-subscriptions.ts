import type { AdminList, SubscriptionLine, SubscriptionsQuestion } from "../ports/admin-list.ts";
import { csvLine } from "./csv-line.ts";

/** A page is one statement and some 200 KB: what is in memory at a time. */
const pageSize = 1_000;

/** Every subscription that a filter leaves, in the order asked for, as CSV: a heading, then a page at a time. */
export async function* exportSubscriptions(
  store: Pick<AdminList, "subscriptions">,
  question: Pick<SubscriptionsQuestion, "filter" | "sort">,
): AsyncGenerator<string> {
  yield csvLine(columns.map(({ name }) => name));
  let after: SubscriptionsQuestion["after"] = null;
  do {
    const page = await store.subscriptions({ ...question, after, limit: pageSize });
    yield page.lines.map((line) => csvLine(columns.map(({ of }) => of(line)))).join("");
    after = page.end;
  } while (after !== null);
}

/** Amounts in minor units with their currency beside them: a spreadsheet must not guess where the point is. */
const columns: { name: string; of: (line: SubscriptionLine) => string | number | null }[] = [
  { name: "account", of: ({ accountId }) => accountId },
  { name: "name", of: ({ name }) => name },
  { name: "email", of: ({ email }) => email },
  { name: "customer", of: ({ stripeCustomerId }) => stripeCustomerId },
  { name: "subscription", of: ({ stripeSubscriptionId }) => stripeSubscriptionId },
  { name: "status", of: ({ status }) => status },
  { name: "plan", of: ({ planName }) => planName },
  { name: "amount_minor", of: ({ unitAmount }) => unitAmount },
  { name: "quantity", of: ({ quantity }) => quantity },
  { name: "currency", of: ({ currency }) => currency },
  { name: "interval", of: ({ interval }) => interval },
  { name: "mrr_minor", of: ({ mrr }) => mrr },
  { name: "started", of: ({ startedAt }) => startedAt },
  { name: "period_end", of: ({ currentPeriodEnd }) => currentPeriodEnd },
  { name: "cancel_at", of: ({ cancelAt }) => cancelAt },
  { name: "ended", of: ({ endedAt }) => endedAt },
  { name: "flags", of: ({ flags }) => flags.join(" ") },
];
