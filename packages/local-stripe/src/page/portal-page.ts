import { productName, rateOf } from "../billing/invoice-lines.ts";
import { methodOfSubscription } from "../billing/invoice-method.ts";
import { formatAmount } from "../billing/money.ts";
import { isEnded } from "../billing/subscription.ts";
import { offersFor } from "../portal/offers.ts";
import { liveCustomer } from "../resources/find.ts";
import { nextPhase, scheduleOf } from "../schedules/schedule.ts";
import type { World } from "../state/world.ts";
import type { PortalConfiguration, PortalSession, Price, Subscription } from "../wire/stored.ts";
import { type Html, html, page } from "./html.ts";
import { dayOf } from "./summary.ts";

type Shown = {
  configuration: PortalConfiguration;
  /** Only the part that the session's flow leads to; everything once that is done. */
  flow: PortalSession["flow"];
  /** Why the last thing did not work. */
  problem?: string | undefined;
};

/** The billing portal: what runs, what it costs, and everything that the configuration lets a customer do. */
export function portalPage(
  world: World,
  portal: PortalSession,
  { configuration, flow, problem }: Shown,
): string {
  const scope = { index: "customer", key: portal.customer };
  const running = [...world.store.subscriptions.newestFirst(scope)]
    .map(([, subscription]) => subscription)
    .filter((subscription) => !isEnded(subscription));
  const about = subjectOf(flow);
  const shown = about === undefined ? running : running.filter(({ id }) => id === about);
  const onlyCard = flow?.type === "payment_method_update";
  const card = configuration.features.payment_method_update.enabled && (flow === null || onlyCard);
  const part = { portal, configuration, flow };
  const body = html`<main>
<h1>${titleOf(flow)}</h1>
${problem !== undefined && html`<p class="problem" role="alert">${problem}</p>`}
${!onlyCard && shown.length === 0 && html`<p>There is no running subscription.</p>`}
${!onlyCard && shown.map((subscription) => subscriptionPart(world, subscription, part))}
${card && cardPart(portal)}
${flow === null && configuration.features.invoice_history.enabled && invoicesPart(world, portal)}
${portal.return_url !== null && html`<p><a href="${portal.return_url}">Return</a></p>`}
</main>`;
  return page({ title: "Billing", body });
}

const titles: Record<string, string> = {
  payment_method_update: "Add a card",
  subscription_cancel: "Cancel your subscription",
  subscription_update: "Change your plan",
  subscription_update_confirm: "Confirm your new plan",
};
const titleOf = (flow: PortalSession["flow"]) => titles[flow?.type ?? ""] ?? "Your subscriptions";

function subjectOf(flow: PortalSession["flow"]): string | undefined {
  const named =
    flow?.subscription_cancel ?? flow?.subscription_update ?? flow?.subscription_update_confirm;
  return named?.subscription;
}

type Part = Shown & { portal: PortalSession };

function subscriptionPart(world: World, subscription: Subscription, part: Part): Html {
  const { portal, configuration, flow } = part;
  const [item] = subscription.items.data;
  const action = (name: string) => `/p/session/${portal.id}/${subscription.id}/${name}`;
  const ends = subscription.cancel_at;
  const owner = liveCustomer(world, subscription.customer);
  const method = methodOfSubscription(world, subscription, owner);
  const can = configuration.features;
  const cancels =
    ends === null && can.subscription_cancel.enabled && allows(flow, "subscription_cancel");
  const plans = allows(flow, "subscription_update") ? offered(world, subscription, part) : [];
  return html`<section><h2>${item === undefined ? "Subscription" : `${productName(world, item.price)}, ${rateOf(item.price)}`}</h2>
<p>${ends === null ? "Renews" : "Ends"} on ${dayOf(ends ?? item?.current_period_end ?? 0)}.${method?.card !== undefined && ` Paid with ${method.card.brand} •••• ${method.card.last4}.`}</p>
${plannedPart(world, subscription, action("unschedule"))}
${
  plans.length > 0 &&
  html`<form method="post" action="${action("update")}"><label for="plan-${subscription.id}">New plan</label>
<select id="plan-${subscription.id}" name="price">${plans.map((price) => html`<option value="${price.id}">${productName(world, price)}, ${rateOf(price)}</option>`)}</select>
<button>Change plan</button></form>`
}
${
  cancels &&
  html`<form method="post" action="${action("cancel")}">
<button class="second">${can.subscription_cancel.mode === "immediately" ? "Cancel now" : "Cancel at the end of the period"}</button></form>`
}
${ends !== null && html`<form method="post" action="${action("keep")}"><button>Keep subscription</button></form>`}</section>`;
}

/** In a flow only its own action is offered. */
const allows = (flow: PortalSession["flow"], type: string): boolean =>
  flow === null || flow.type === type || flow.type === `${type}_confirm`;

function offered(world: World, subscription: Subscription, { configuration, flow }: Part): Price[] {
  const offers = offersFor(world, subscription, configuration);
  const wanted = flow?.subscription_update_confirm?.items[0]?.price ?? null;
  return wanted === null ? offers : offers.filter(({ id }) => id === wanted);
}

function plannedPart(world: World, subscription: Subscription, action: string): Html | false {
  const schedule = scheduleOf(world, subscription);
  const phase = schedule && nextPhase(schedule);
  const price = world.store.prices.get(phase?.items[0]?.price ?? "");
  if (phase === undefined || price === undefined) return false;
  return html`<p>Changes to ${productName(world, price)}, ${rateOf(price)} on ${dayOf(phase.start_date)}.</p>
<form method="post" action="${action}"><button class="second">Do not change</button></form>`;
}

const cardPart = (portal: PortalSession) => html`<section><h2>Payment method</h2>
<form method="post" action="/p/session/${portal.id}/payment-method">
<div class="field"><label for="card">Card number</label>
<input id="card" name="card" inputmode="numeric" autocomplete="cc-number" required></div>
<button class="second">Use this card</button></form></section>`;

function invoicesPart(world: World, portal: PortalSession): Html {
  const scope = { index: "customer", key: portal.customer };
  const invoices = [...world.store.invoices.newestFirst(scope)].slice(0, 12).map(([, one]) => one);
  return html`<section><h2>Invoices</h2>${invoices.length === 0 && html`<p>None yet.</p>`}
<dl>${invoices.map((invoice) => html`<div><dt><a href="${invoice.hosted_invoice_url?.replace("local:/", "") ?? ""}">${dayOf(invoice.created)}</a> <span class="quiet">${invoice.status ?? ""}</span></dt><dd>${formatAmount(invoice.total, invoice.currency)}</dd></div>`)}</dl></section>`;
}

/** What a flow ends with, when it does not lead elsewhere. */
export const donePage = (portal: PortalSession, message: string): string =>
  page({
    title: "Done",
    body: html`<main><h1>Done</h1><p>${message}</p>${portal.return_url !== null && html`<p><a href="${portal.return_url}">Return</a></p>`}</main>`,
  });
