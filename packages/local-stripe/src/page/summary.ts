import { couponOf } from "../billing/discount.ts";
import { amountOffIn } from "../billing/discount-amount.ts";
import { rateOf } from "../billing/invoice-lines.ts";
import { formatAmount, percentOf } from "../billing/money.ts";
import { periodEnd } from "../billing/period.ts";
import { linesOf, sourceOfSession } from "../checkout/basket.ts";
import { trialEndOf } from "../checkout/create.ts";
import type { World } from "../state/world.ts";
import type { CheckoutSession, Price } from "../wire/stored.ts";
import { type Html, html } from "./html.ts";

export const dayOf = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });

/** What the buyer pays today: the total, less the credit they have. */
export function dueToday(world: World, session: CheckoutSession): { due: number; credit: number } {
  const total = session.amount_total ?? 0;
  const customer = world.store.customers.get(session.customer ?? "");
  const balance = customer !== undefined && "balance" in customer ? customer.balance : 0;
  const due = Math.max(total + balance, 0);
  return { due, credit: total - due };
}

/** The order as a table of amounts, and the sentence on what comes after today. */
export function summary(world: World, session: CheckoutSession): Html {
  if (session.mode === "setup") return html`<p>The card is kept for your next payments.</p>`;
  const currency = session.currency ?? "usd";
  const money = (amount: number) => formatAmount(amount, currency);
  const { due, credit } = dueToday(world, session);
  const discount = session.total_details?.amount_discount ?? 0;
  return html`<section aria-labelledby="order" class="summary">
<h2 id="order">Your order</h2>
<dl>
${linesOf(session).map(
  (
    line,
  ) => html`<div><dt>${line.description ?? "Subscription"}${(line.quantity ?? 1) > 1 && ` × ${line.quantity ?? 1}`}
<span class="quiet">${line.price === null ? "" : rateOf(line.price)}</span></dt><dd>${money(line.amount_subtotal)}</dd></div>`,
)}
${discount > 0 && html`<div><dt>Discount ${codeOf(world, session)}</dt><dd>−${money(discount)}</dd></div>`}
${credit > 0 && html`<div><dt>Account credit</dt><dd>−${money(credit)}</dd></div>`}
<div class="total"><dt>Total due today</dt><dd data-testid="due-today">${money(due)}</dd></div>
</dl>
<p class="quiet" data-testid="recurring">${thereafter(world, session)}</p>
</section>`;
}

function codeOf(world: World, session: CheckoutSession): Html | string {
  const source = sourceOfSession(world, session);
  const promotion = world.store.promotion_codes.get(source?.promotionCode ?? "");
  const name = promotion?.code ?? couponOf(world, source?.coupon ?? "")?.name ?? "";
  return name === "" ? "" : html`<span class="tag">${name}</span>`;
}

/** `Then $19.99 / month`, with the discount as long as it lasts. */
function thereafter(world: World, session: CheckoutSession): string {
  const attempt = world.store.checkout_attempts.get(session.id);
  const trialEnd = attempt === undefined ? null : trialEndOf(world, attempt);
  const prices = linesOf(session).flatMap(({ price, quantity }) =>
    price?.recurring == null ? [] : [{ price, quantity: quantity ?? 1 }],
  );
  const [first] = prices;
  if (first === undefined) return "";
  const full = prices.reduce(
    (sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * quantity,
    0,
  );
  const source = sourceOfSession(world, session);
  const coupon = source === undefined ? undefined : couponOf(world, source.coupon);
  const rate = (amount: number) => rateOf({ ...first.price, unit_amount: amount } satisfies Price);
  const start = trialEnd === null ? "Then" : `Free until ${dayOf(trialEnd)}, then`;
  const end = "until you cancel.";
  const isSpentToday = coupon?.duration === "once" && trialEnd === null;
  if (coupon === undefined || isSpentToday) return `${start} ${rate(full)} ${end}`;
  const off =
    coupon.percent_off === null
      ? Math.min(amountOffIn(coupon, first.price.currency) ?? 0, full)
      : percentOf(full, coupon.percent_off);
  if (coupon.duration === "forever") return `${start} ${rate(full - off)} ${end}`;
  // A trial takes nothing off, so a coupon for one payment waits for the first that is made.
  if (coupon.duration === "once")
    return `${start} ${rate(full - off)} for the first time, after that ${rate(full)} ${end}`;
  const months = coupon.duration_in_months ?? 1;
  const discountEnd = periodEnd(world.now(), { interval: "month", interval_count: months }, 1);
  const nextCharge =
    trialEnd ??
    (first.price.recurring === null ? 0 : periodEnd(world.now(), first.price.recurring, 1));
  if (discountEnd <= nextCharge) return `${start} ${rate(full)} ${end}`;
  const span = months === 1 ? "for the first month" : `for the first ${months} months`;
  return `${start} ${rate(full - off)} ${span}, after that ${rate(full)} ${end}`;
}
