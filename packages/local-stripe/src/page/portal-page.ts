import { rateOf } from "../billing/invoice-lines.ts";
import { isEnded } from "../billing/subscription.ts";
import type { World } from "../state/world.ts";
import type { PortalSession } from "../wire/stored.ts";
import { html, page } from "./html.ts";
import { dayOf } from "./summary.ts";

/** The billing portal: the customer's running subscriptions, to be ended or kept. */
export function portalPage(world: World, portal: PortalSession): string {
  const scope = { index: "customer", key: portal.customer };
  const running = [...world.store.subscriptions.newestFirst(scope)]
    .map(([, subscription]) => subscription)
    .filter((subscription) => !isEnded(subscription));
  const body = html`<main>
<h1>Your subscriptions</h1>
${running.length === 0 && html`<p>There is no running subscription.</p>`}
${running.map((subscription) => {
  const action = subscription.cancel_at_period_end ? "keep" : "cancel";
  const [item] = subscription.items.data;
  return html`<section><h2>${item === undefined ? "Subscription" : rateOf(item.price)}</h2>
<p>${subscription.cancel_at_period_end ? "Ends" : "Renews"} on ${dayOf(item?.current_period_end ?? 0)}.</p>
<form method="post" action="/p/session/${portal.id}/${subscription.id}/${action}">
<button>${action === "keep" ? "Keep subscription" : "Cancel at the end of the period"}</button></form></section>`;
})}
${portal.return_url !== null && html`<p><a href="${portal.return_url}">Return</a></p>`}
</main>`;
  return page({ title: "Billing", body });
}
