import type { Page } from "playwright-core";
import { z } from "zod";
import { until } from "../world/until.ts";
import { type Buyer, newBuyer } from "./buyer.ts";
import type { Stage } from "./stage.ts";

const started = z.object({ result: z.object({ data: z.object({ sessionId: z.string() }) }) });
const current = z.object({
  result: z.object({
    data: z.object({ subscription: z.object({ status: z.string() }).nullable() }),
  }),
});

/** Somebody who holds a subscription already, without the way through the checkout. */
export async function newHolder(
  stage: Stage,
  {
    priceId = "plus_month_usd",
    ...options
  }: { priceId?: string } & Parameters<Stage["open"]>[0] = {},
): Promise<Buyer> {
  const buyer = await newBuyer(stage, options);
  const { request } = buyer.page;
  const answer = await request.post("/api/trpc/checkout.start", {
    data: { priceId, attempt: "straight-away", revision: 0, ui: "embedded" },
    headers: { origin: stage.world.url },
  });
  const { sessionId } = started.parse(await answer.json()).result.data;
  await stage.world.control.pay(sessionId);
  await subscriptionIs(buyer.page, "active");
  return buyer;
}

/** What the webhooks have told has arrived in our rows. */
export const subscriptionIs = (page: Page, status: string): Promise<boolean> =>
  until(
    `the subscription is ${status}`,
    async () => {
      const shown = await page.request.get("/api/trpc/billing.current");
      return current.parse(await shown.json()).result.data.subscription?.status === status;
    },
    { withinMs: 10_000 },
  );

/** The billing page, with everything on it that comes from Stripe. */
export async function openBilling(page: Page): Promise<void> {
  await page.goto("/billing");
  await page
    .getByRole("link", { name: /^Open invoice/ })
    .first()
    .waitFor();
}
