import { formatAmount } from "../billing/money.ts";
import { needsCard } from "../checkout/pay.ts";
import type { World } from "../state/world.ts";
import type { CheckoutSession } from "../wire/stored.ts";
import { type Html, html, page } from "./html.ts";
import { dueToday, summary } from "./summary.ts";

/** The page that a person pays on: whole when hosted, without its frame when embedded. */
export function payPage(world: World, session: CheckoutSession): string {
  const embedded = session.ui_mode === "embedded_page";
  const waiting = world.store.checkout_attempts.get(session.id)?.waitingMethod != null;
  const { due } = dueToday(world, session);
  const amount = formatAmount(due, session.currency ?? "usd");
  const saves = session.mode === "setup";
  const button = saves ? "Save card" : due > 0 ? `Pay ${amount}` : "Start subscription";
  const body = html`
${!embedded && header(session)}
<main id="checkout" data-session="${session.id}" data-embedded="${String(embedded)}" data-waiting="${String(waiting)}" data-button="${button}">
<h1>${saves ? "Save a card" : due > 0 ? "Pay" : "Confirm"}</h1>
${summary(world, session)}
<section aria-labelledby="payment" id="pay-part"${waiting && html` hidden`}>
<h2 id="payment">${needsCard(session) ? "Payment" : "No card is needed"}</h2>
<form id="pay" novalidate>
<div id="problem" class="problem" role="alert" tabindex="-1" hidden></div>
${session.customer_details?.email == null && field({ name: "email", label: "E-mail", type: "email", auto: "email" })}
${needsCard(session) && cardFields}
${due === 0 && needsCard(session) && html`<p class="quiet">Nothing is charged today. The card is kept for the next payment.</p>`}
<button type="submit" id="submit">${button}</button>
</form>
${needsCard(session) && testHint}
</section>
${bank(waiting)}
<section id="done" role="status"></section>
</main>
<script src="/_page/pay.js" defer></script>`;
  return page({ title: embedded ? "Payment" : "Checkout", body, embedded });
}

const header = (session: CheckoutSession) => html`<header class="bar">
${session.cancel_url !== null && html`<a href="${withSession(session.cancel_url, session.id)}">← Back</a>`}
<span class="tag">Test mode</span></header>`;

const testHint = html`<p class="quiet">Test mode: no money moves. Use card 4242 4242 4242 4242 with any future date and any security code.</p>`;

type Field = {
  name: string;
  label: string;
  type?: string;
  auto: string;
  hint?: string;
  mode?: string;
};

function field({ name, label, type = "text", auto, hint, mode }: Field): Html {
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${auto}" required aria-describedby="${hint === undefined ? "" : `${name}-hint `}${name}-error"${mode !== undefined && html` inputmode="${mode}"`}>
${hint !== undefined && html`<p class="quiet" id="${name}-hint">${hint}</p>`}
<p class="error" id="${name}-error"></p>
</div>`;
}

const cardFields = html`
${field({ name: "card", label: "Card number", auto: "cc-number", mode: "numeric" })}
<div class="pair">
${field({ name: "expiry", label: "Expiry date", auto: "cc-exp", hint: "Month and year, like 12 / 34", mode: "numeric" })}
${field({ name: "cvc", label: "Security code", auto: "cc-csc", hint: "3 or 4 digits", mode: "numeric" })}
</div>
${field({ name: "name", label: "Name on card", auto: "cc-name" })}`;

const bank = (
  waiting: boolean,
) => html`<section aria-labelledby="bank-title" id="bank"${!waiting && html` hidden`}>
<h2 id="bank-title" tabindex="-1">Your bank asks you to confirm</h2>
<p>This stands for the page of the cardholder's bank (3-D Secure). Choose what the cardholder does.</p>
<div class="pair"><button type="button" data-action="complete">Complete</button>
<button type="button" class="second" data-action="fail">Fail</button></div>
</section>`;

/** The page of a session that can no longer be paid. */
export function closedPage(session: CheckoutSession): string {
  const embedded = session.ui_mode === "embedded_page";
  const complete = session.status === "complete";
  const saved = session.mode === "setup";
  const next = complete ? nextAddress(session) : null;
  const back = complete ? session.success_url : session.cancel_url;
  const body = html`<main id="checkout" data-session="${session.id}" data-embedded="${String(embedded)}" data-status="${session.status ?? ""}" data-next="${next ?? ""}">
<h1>${complete ? (saved ? "The card is saved" : "This checkout is paid") : "This checkout has expired"}</h1>
<p>${complete ? `Nothing more is to be done here. ${saved ? "Nothing was charged." : "You were charged once."}` : "Nothing was charged. Go back and start again."}</p>
${!embedded && back !== null && html`<p><a href="${withSession(back, session.id)}">${complete ? "Continue" : "Go back"}</a></p>`}
</main>
<script src="/_page/pay.js" defer></script>`;
  return page({ title: complete ? "Paid" : "Expired", body, embedded });
}

/** Where the buyer goes after paying; `null` when the page that embeds it takes over. */
export function nextAddress(session: CheckoutSession): string | null {
  const address =
    session.ui_mode === "embedded_page" ? (session.return_url ?? null) : session.success_url;
  return address === null ? null : withSession(address, session.id);
}

const withSession = (address: string, id: string): string =>
  address.replaceAll("{CHECKOUT_SESSION_ID}", id);
