import type { Action, AuditAction, EffectKind, Notice } from "@idem/domain";
import { read } from "./changes-of.ts";

/**
 * What an event of the log is called; of an asking, what was asked for or about, and of an e-mail, what it says. What another
 * version has written is told by its name.
 */
export const auditTitle = (action: string, after: unknown): string =>
  (action === "subscription.change_asked" ? asked.get(String(read(after, "is"))) : undefined) ??
  aboutEffect(aboutEmail(titles.get(action) ?? action, after), action, after);

/** Which effect it was that somebody asked about. */
function aboutEffect(title: string, action: string, after: unknown): string {
  const effect = new Map(Object.entries(effectTitles)).get(String(read(after, "kind")));
  return action === "effect.reconcile_asked" && effect !== undefined
    ? `${title}: ${effect}`
    : title;
}

/** What an effect is called; of an e-mail, what it says. */
export const effectTitle = (kind: EffectKind, intent: unknown): string =>
  aboutEmail(effectTitles[kind], read(intent, "notice"));

/** The same for an effect that is known by the name of its slot alone; `null` where that is of another version. */
export const slotTitle = (slot: string): string | null =>
  new Map(Object.entries(effectTitles)).get(slot.split(":")[0] ?? "") ?? null;

function aboutEmail(title: string, letter: unknown): string {
  const says = emails.get(String(read(letter, "template")));
  return says === undefined ? title : `${title}: ${says}`;
}

const emails: ReadonlyMap<string, string> = new Map(
  Object.entries({
    welcome: "welcome",
    receipt: "receipt",
    payment_failed: "a payment did not go through",
    card_expiring: "the card expires soon",
    trial_ending: "the trial ends soon",
    cancelled: "the subscription ends",
  } satisfies Record<Notice["template"], string>),
);

const effectTitles: Record<EffectKind, string> = {
  "customer.create": "Make the customer at Stripe",
  "customer.update": "Change the customer’s name or e-mail at Stripe",
  "session.create": "Make the checkout’s session at Stripe",
  "session.expire": "Close the checkout’s session at Stripe",
  "subscription.cancel": "End a subscription at Stripe",
  "subscription.update": "Change the subscription at Stripe",
  "schedule.create": "Put the subscription on a schedule",
  "schedule.plan": "Plan the change at the next renewal",
  "schedule.release": "Take the subscription off its schedule",
  "invoice.pay": "Charge an open invoice",
  "payment.refund": "Pay back what was paid twice",
  "refund.create": "Pay back a payment",
  "customer.mark": "Write on a customer whose it is, or where it went",
  "balance.adjust": "Move a credit to the customer that stays",
  "tax_id.add": "Add a tax id to the customer that stays",
  "session.close": "Close a session that no checkout here knows",
  "email.send": "Send an e-mail",
};

const titles: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "customer.created": "Became a customer at Stripe",
    "customer.updated": "Name or e-mail changed at Stripe",
    "customer.retired": "Their customer at Stripe was deleted",
    "account.contact_changed": "Bills go to another name or e-mail",
    "account.contact_refused": "Stripe refused the new name or e-mail",
    "account.resync_asked": "Asked to compare the account with Stripe",
    "effect.reconcile_asked": "Asked what came of an effect in doubt",
    "checkout.opened": "Opened a checkout",
    "checkout.superseded": "Chose something else: the earlier checkout was closed",
    "checkout.session_created": "The checkout could be paid",
    "checkout.completed": "The checkout was paid",
    "checkout.expired": "The checkout ran out",
    "checkout.refused": "Stripe refused the checkout",
    "subscription.started": "The subscription began",
    "subscription.changed": "The subscription changed",
    "subscription.replaced": "Another subscription took its place",
    "subscription.cancelled_at_stripe": "A subscription was ended at Stripe",
    "subscription.cancel_refused": "Stripe refused to end a subscription",
    "subscription.change_asked": "Asked for a change of the subscription",
    "subscription.change_refused": "The change was refused",
    "subscription.stray_end_asked": "Asked to end a subscription of their other customer at Stripe",
    "trial.used": "Used their free trial",
    "invoice.paid": "An invoice was paid",
    "payment.refund_asked": "Asked to pay back",
    "payment.refunded": "A payment was paid back",
    "payment.refund_refused": "Stripe refused to pay back",
    "customer.relinked": "Another customer at Stripe is theirs from now on",
    "customer.marked": "A customer at Stripe says whose it is, or where it went",
    "balance.adjusted": "A credit was moved between their customers at Stripe",
    "tax_id.added": "A tax id was added at Stripe",
    "repair.begun": "A repair began",
    "repair.undone": "A repair was taken back",
    "repair.refused": "Stripe refused a step of a repair",
    "email.sent": "An e-mail was sent",
    "email.refused": "An e-mail was refused",
  } satisfies Record<AuditAction, string>),
);

const asked: ReadonlyMap<string, string> = new Map(
  Object.entries({
    change_now: "Asked for another plan, at once",
    change_at_renewal: "Asked for another plan from the renewal on",
    undo_change: "Asked to keep the plan after all",
    cancel_at_period_end: "Asked to end it with the period",
    cancel_now: "Asked to end it at once",
    resume: "Asked to go on after all",
    apply_code: "Asked for a promotion code",
    pay_invoice: "Asked to charge an open invoice",
    comp: "Asked to make it free for a while",
  } satisfies Record<Action["is"], string>),
);
