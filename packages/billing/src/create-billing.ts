import type { AccountId } from "@idem/domain";
import { actOnSubscription } from "./act-on-subscription.ts";
import { customerActor } from "./actor.ts";
import { applyCode } from "./apply-code.ts";
import type { Billing } from "./billing.ts";
import { changeEmail } from "./change-email.ts";
import { changePlan } from "./change-plan.ts";
import { checkoutStatus } from "./checkout-status.ts";
import { currentBilling } from "./current-billing.ts";
import { followSignIn } from "./follow-sign-in.ts";
import { listInvoices } from "./list-invoices.ts";
import { openPortal } from "./open-portal.ts";
import type { Ports } from "./ports/ports.ts";
import { previewChange } from "./preview-change.ts";
import { quoteCheckout } from "./quote-checkout.ts";
import { refreshAccount } from "./refresh-account.ts";
import { rememberPromotions } from "./remember-promotions.ts";
import { showInvoice } from "./show-invoice.ts";
import { startCheckout } from "./start-checkout.ts";

/** Binds the use-cases to their ports. */
export function createBilling(ports: Ports): Billing {
  const findPromotion = rememberPromotions(ports.gateway.promotion, ports.nowMs);
  const maySync = atMostEvery(syncEveryMs, ports.nowMs);
  return {
    plans: () => ports.catalogue.plans(),
    quote: (question) => quoteCheckout(ports, question, findPromotion),
    start: (request) => startCheckout(ports, request),
    status: (question) => checkoutStatus(ports, question, maySync),
    current: (accountId) => currentBilling(ports, accountId),
    refresh: (request) => refreshAccount(ports, request),
    invoices: (question) => listInvoices(ports, question),
    invoice: (question) => showInvoice(ports, question),
    changeEmail: (request) => changeEmail(ports, request),
    followSignIn: (owner) => followSignIn(ports, owner),
    previewChange: (question) => previewChange(ports, question),
    change: (request) => changePlan(ports, request),
    act: ({ actionId, subscriptionId, action, ...request }) =>
      actOnSubscription(ports, {
        accountId: request.accountId,
        actor: customerActor(request),
        asked: { actionId, subscriptionId, action },
      }),
    applyCode: (request) => applyCode(ports, request),
    portal: (question) => openPortal(ports, question),
  };
}

/** A return page asks twice a second; Stripe is asked once, and the webhook usually answers first. */
const syncEveryMs = 1_000;

function atMostEvery(intervalMs: number, nowMs: () => number): (accountId: AccountId) => boolean {
  const last = new Map<AccountId, number>();
  return (accountId) => {
    const atMs = nowMs();
    for (const [known, lastMs] of last) if (atMs - lastMs >= intervalMs) last.delete(known);
    if (last.has(accountId)) return false;
    last.set(accountId, atMs);
    return true;
  };
}
