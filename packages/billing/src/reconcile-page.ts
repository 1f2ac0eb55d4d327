import type { HeldPass, ReadPage, Stage } from "./ports/reconciliations.ts";
import type { ListPage } from "./ports/stripe-lists.ts";
import type { Reconciler } from "./reconcile.ts";
import { compareCustomers, compareSubscriptions } from "./reconcile-compare.ts";

export type PageOrEnd = ({ is: "page" } & ReadPage) | { is: "broken off"; note: string };

/**
 * The next page of the list that the pass is at, compared with our rows. These are read after the page, so that what was
 * healed meanwhile is not doubted.
 */
export async function readPage(reconciler: Reconciler, pass: HeldPass): Promise<PageOrEnd> {
  const { lists, passes, inPace, ports } = reconciler;
  const { stage, cursor } = pass;
  switch (stage) {
    case "subscriptions": {
      const page = await inPace(() => lists.subscriptions(cursor));
      const known = await passes.known({
        customers: page.items.map(({ customerId }) => customerId),
        subscriptions: page.items.map(({ id }) => id),
        accounts: page.items.flatMap(({ accountId }) => accountId ?? []),
      });
      const compared = await compareSubscriptions(ports, known, page.items);
      return { is: "page", ...compared, ...onward(stage, page) };
    }
    case "customers": {
      const page = await inPace(() => lists.customers(cursor));
      const known = await passes.known({
        customers: page.items.map(({ id }) => id),
        subscriptions: [],
        accounts: page.items.flatMap(({ accountId }) => accountId ?? []),
      });
      return { is: "page", ...compareCustomers(known, page.items), ...onward(stage, page) };
    }
    case "sessions": {
      const page = await inPace(() => lists.openSessions(cursor));
      const seen = page.items.map(({ id }) => id);
      return { is: "page", seen, doubted: [], strangers: [], ...onward(stage, page) };
    }
    case "unlisted":
    case "looks":
      return doubtUnlisted(reconciler, pass);
  }
}

function onward(
  stage: "subscriptions" | "customers" | "sessions",
  { items, next }: ListPage<unknown>,
): { stage: Stage; cursor: string | null; listed: number } {
  const listed = items.length;
  return next === null
    ? { stage: following[stage], cursor: null, listed }
    : { stage, cursor: next, listed };
}

const following = {
  subscriptions: "customers",
  customers: "sessions",
  sessions: "unlisted",
} as const;

/** So many may vanish from Stripe in a day's work; more than half of all, and more than this, is another Stripe account. */
const mostUnlisted = 1_000;

/** The other direction: what rows of ours name, and no list has shown. */
async function doubtUnlisted({ passes }: Reconciler, pass: HeldPass): Promise<PageOrEnd> {
  if (pass.cursor === null) {
    const { unlisted, customers } = await passes.countUnlisted(pass);
    if (unlisted > mostUnlisted && unlisted * 2 > customers)
      return {
        is: "broken off",
        note: `Stripe lists ${customers - unlisted} of ${customers} customers: is the key of another Stripe account? Nothing was changed because of it.`,
      };
  }
  const accountIds = await passes.unlisted(pass, pass.cursor);
  const last = accountIds.at(-1);
  return {
    is: "page",
    stage: last === undefined ? "looks" : "unlisted",
    cursor: last ?? null,
    listed: 0,
    seen: [],
    doubted: accountIds.map((accountId) => ({ accountId, strangerId: null })),
    strangers: [],
  };
}
