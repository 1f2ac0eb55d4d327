import { z } from "zod";
import type { World } from "./start-world.ts";

/** The test card that wants the cardholder's word for each payment. */
export const asksBank = "4000002500003155";
export const declines = "4000000000000002";

/** From here on the cards that the customer has are treated like that test card; `null`: as their numbers say. */
export async function treatCards(world: World, email: string, like: string | null): Promise<void> {
  const [customer] = (await world.stripe.customers.list({ email })).data;
  await ask(world, `customers/${customer?.id}/cards`, { like });
}

/** What a person does on the page of an open invoice, and at their bank. */
export async function payHosted(
  world: World,
  invoiceId: string,
  action: "complete" | "fail" = "complete",
): Promise<string> {
  const answer = await ask(world, `invoices/${invoiceId}/pay`, { card: asksBank, action });
  return z.looseObject({ outcome: z.string() }).parse(answer).outcome;
}

async function ask(world: World, path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${world.localStripe.url}/_local/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
