import type { StartCheckout } from "@idem/billing";
import {
  type AccountId,
  type StripeSessionId,
  type StripeSubscriptionId,
  toAccountId,
} from "@idem/domain";
import type { SimActions } from "./act.ts";
import type { SimNode } from "./node.ts";
import type { Asking } from "./told.ts";

/** Who acts, and what they remember. */
export type Cast = {
  nodes: [SimNode, SimNode];
  accounts: readonly AccountId[];
  /** Each browser tab counts its own revisions. */
  tabs: Map<string, StartCheckout>;
  /** Sessions that somebody was shown, the latest last: only these can be paid. */
  shown: Shown[];
  /** What each account's billing page has asked for last. */
  asked: Map<AccountId, Parameters<SimActions["act"]>[0]>;
  /** Presses that nobody has answered yet. */
  asking: Set<Asking>;
  /** How often anybody has done something about an account’s subscription. */
  turns: Map<AccountId, number>;
  /** What each account was told last, and what may only have been begun. */
  told: Map<AccountId, Asking & { isUnsure: boolean }>;
  /** Which subscription was on the screen when a button was pressed. */
  pages: Map<string, StripeSubscriptionId>;
  requests: number;
  /** Whether Stripe has given up telling us something. */
  hasLostBells: boolean;
  /** Nodes that stand still. */
  frozen: Set<string>;
};

export type Shown = { sessionId: StripeSessionId; request: StartCheckout };

export const accounts: readonly AccountId[] = ["acc_1", "acc_2"].map(toAccountId);

/** The session a person has in front of them; `earlier` counts back to older tabs. */
export const sessionOf = (
  { shown }: Cast,
  accountId: AccountId,
  earlier: number,
): StripeSessionId | null => {
  const own = shown.filter(({ request }) => request.accountId === accountId);
  return own.at(-1 - earlier)?.sessionId ?? null;
};
