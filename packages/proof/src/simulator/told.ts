import type { ActAnswer } from "@idem/billing";
import { type AccountId, type Action, isLive } from "@idem/domain";
import type { Cast } from "./cast.ts";
import { accountRow } from "./database/tables.ts";
import type { Sim } from "./sim.ts";
import { scheduleOf } from "./stripe/act.ts";

/**
 * One press of a button, until it is answered. `turn` counts what has been done about the account’s subscription by
 * anybody; `isAlone`: asked for the first time, and nobody else’s change was under way or in doubt.
 */
export type Asking = {
  accountId: AccountId;
  actionId: string;
  action: Action;
  node: string;
  turn: number;
  isAlone: boolean;
};

/** Somebody does something about an account’s subscription; answers how many had done so before, and they. */
export function takeTurn({ turns }: Cast, accountId: AccountId): number {
  const turn = (turns.get(accountId) ?? 0) + 1;
  turns.set(accountId, turn);
  return turn;
}

export function beginAsking(sim: Sim, cast: Cast, asked: Omit<Asking, "turn" | "isAlone">): Asking {
  const { accountId } = asked;
  const isBusy = [...cast.asking].some((one) => one.accountId === accountId);
  const isAgain = cast.pages.has(asked.actionId);
  const isAlone = !isBusy && !isAgain && !hasDoubts(sim, accountId);
  const asking = { ...asked, turn: takeTurn(cast, accountId), isAlone };
  cast.asking.add(asking);
  return asking;
}

/**
 * Who was alone from beginning to end is told "done", or why it cannot be: never that somebody else was faster, and never
 * what Stripe has refused to others. `null`: the node died, or Stripe did not answer.
 */
export function answerAsking(
  sim: Sim,
  cast: Cast,
  { asking, answer }: { asking: Asking; answer: ActAnswer | null },
): void {
  cast.asking.delete(asking);
  const { accountId, action, actionId, turn, isAlone } = asking;
  const reason = answer?.is === "refused" ? answer.reason : null;
  if (reason === "provider_refused" && !wasRefused(sim, asking))
    sim.violations.push(`G3: ${actionId} was answered with the refusal of something else.`);
  if (!isAlone || cast.turns.get(accountId) !== turn) return;
  if (reason === "superseded" || reason === "provider_refused")
    sim.violations.push(`G3: ${accountId} was alone, and ${action.is} was ${reason}.`);
  const isUnsure = answer === null || reason === "provider_unavailable";
  if (isUnsure || reason === null) cast.told.set(accountId, { ...asking, isUnsure });
}

/** G3: what somebody was told is done, or has been begun, and nobody has changed since, is so. */
export function checkTold(sim: Sim, cast: Cast, accountId: AccountId): void {
  const told = cast.told.get(accountId);
  if (told === undefined || told.turn !== cast.turns.get(accountId)) return;
  if (told.isUnsure && !hasBegun(sim, told)) return;
  if (!isSo(sim, accountId, told.action))
    sim.violations.push(`G3: ${told.action.is} of ${accountId} was done or begun, and is not so.`);
}

/** G3: what was asked of the subscription on the screen is done to no other. */
export function checkPages({ tables, violations }: Sim, { pages }: Cast): void {
  for (const { intent, slot } of tables.effects.values()) {
    if (!("actionId" in intent && "subscriptionId" in intent)) continue;
    // Nobody asks for the end of a second trial.
    if (intent.kind === "subscription.update" && intent.change.is === "end_trial") continue;
    const page = pages.get(intent.actionId);
    if (page !== intent.subscriptionId) violations.push(`G3: ${slot} was asked of ${page}.`);
  }
}

const hasBegun = ({ tables }: Sim, { actionId }: Asking): boolean =>
  [...tables.effects.values()].some(
    ({ intent, outcome }) =>
      (intent.kind === "subscription.update" || intent.kind === "schedule.create") &&
      intent.actionId === actionId &&
      outcome?.is === "done",
  );

/** What an asking does without its own name on it is named by what it does it to. */
const wasRefused = ({ tables }: Sim, { accountId, actionId }: Asking): boolean =>
  [...tables.effects.values()].some(
    ({ intent, outcome }) =>
      outcome?.is === "refused" &&
      intent.accountId === accountId &&
      (!("actionId" in intent) || intent.actionId === actionId),
  );

function isSo(sim: Sim, accountId: AccountId, action: Action): boolean {
  const { subscription } = accountRow(sim.tables, accountId);
  const found = subscription && sim.stripe.subscriptions.get(subscription.stripeSubscriptionId);
  if (!found) return false;
  const planned = scheduleOf(sim, found.id)?.next ?? null;
  switch (action.is) {
    case "change_now":
      return found.stripePriceId === action.to.stripePriceId && planned === null;
    case "change_at_renewal":
      return (planned ?? found).stripePriceId === action.to.stripePriceId;
    case "undo_change":
      return planned === null;
    case "cancel_at_period_end":
      return found.cancelAtMs !== null;
    case "cancel_now":
      return !isLive(found.status);
    case "resume":
      return found.cancelAtMs === null;
    case "pay_invoice":
      return found.openInvoiceId !== action.invoiceId;
    // Stripe's coupons are not simulated; nor are admins.
    case "apply_code":
    case "comp":
      return true;
  }
}

const changes: ReadonlySet<string> = new Set([
  "subscription.update",
  "subscription.cancel",
  "schedule.create",
  "schedule.plan",
  "schedule.release",
  "invoice.pay",
]);

const hasDoubts = ({ tables }: Sim, accountId: AccountId): boolean =>
  [...tables.effects.values()].some(
    ({ intent, outcome }) =>
      intent.accountId === accountId && outcome === null && changes.has(intent.kind),
  );
