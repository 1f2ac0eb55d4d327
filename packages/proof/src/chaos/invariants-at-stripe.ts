import { isLive } from "./evidence.ts";
import type { Invariant } from "./finding.ts";

const ids = (objects: readonly { id: string }[]): string => objects.map(({ id }) => id).join(", ");

/** Of each thing, at most one at Stripe (G1, G2, G3). */
export const invariantsAtStripe: Invariant[] = [
  {
    name: "an account has at most one customer at Stripe",
    weight: "duplicate",
    broken: ({ accounts }) =>
      accounts
        .filter(({ theirs }) => theirs.customerIds.length > 1)
        .map(({ accountId, theirs }) => `${accountId} has ${theirs.customerIds.join(", ")}`),
  },
  {
    name: "an account has at most one payable session",
    weight: "duplicate",
    broken: ({ accounts }) =>
      accounts.flatMap(({ accountId, theirs }) => {
        const open = theirs.sessions.filter(({ status }) => status === "open");
        return open.length > 1 ? [`${accountId} could pay ${ids(open)}`] : [];
      }),
  },
  {
    name: "no customer ever had two payable sessions at once",
    weight: "duplicate",
    broken: ({ mostOpen: { count, customer } }) =>
      count > 1 ? [`${customer} had ${count} open at once`] : [],
  },
  {
    name: "an account has at most one live subscription",
    weight: "duplicate",
    broken: ({ accounts }) =>
      accounts.flatMap(({ accountId, theirs }) => {
        const live = theirs.subscriptions.filter(isLive);
        return live.length > 1 ? [`${accountId} has ${ids(live)}`] : [];
      }),
  },
];
