import { z } from "zod";

/** What people and time do at the local Stripe: nothing here asks for anything in the product's name. */
export type LocalStripeHand = {
  /** Fills in the pay page; `false` where it is closed already. */
  pay(sessionId: string, card: string): Promise<boolean>;
  /** Lets a customer, before they pay, live on a clock of their own that stands where it is now. */
  joinClock(customerId: string): Promise<void>;
  /** From here on the bank declines whatever card they have, and a month and a day pass. Done once. */
  failRenewal(customerId: string): Promise<void>;
};

/** A card that was good when it was given, and declines since. */
const declines = "4000000000009995";
const monthSeconds = 32 * 86_400;

const paid = z.object({ outcome: z.string() });
const customer = z.object({ test_clock: z.string().nullish() });
const clock = z.object({
  id: z.string(),
  frozen_time: z.int(),
  status: z.string(),
  created: z.int(),
});

/** @throws if the local Stripe does not do what it is asked: what was done until then is gone on from the next time. */
export function openLocalStripeHand(
  apiBase: string,
  { secretKey, pause }: { secretKey: string; pause: (ms: number) => Promise<unknown> },
): LocalStripeHand {
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const answer = await fetch(`${apiBase}${path}`, init);
    if (!answer.ok) throw new Error(`The local Stripe refused ${path}: ${answer.status}.`);
    return answer.json();
  };
  const asJson = (body: unknown): RequestInit => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const authorization = `Bearer ${secretKey}`;
  const asForm = (body: Record<string, string>): RequestInit => ({
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams(body),
  });
  const clocks = "/v1/test_helpers/test_clocks";
  const clockOf = async (customerId: string) => {
    const path = `/v1/customers/${customerId}`;
    const { test_clock: id } = customer.parse(await ask(path, { headers: { authorization } }));
    return id == null ? null : readClock(id);
  };
  const readClock = async (id: string) =>
    clock.parse(await ask(`${clocks}/${id}`, { headers: { authorization } }));
  return {
    pay: async (sessionId, card) => {
      const entry = asJson({ card, name: "Demo Customer" });
      const { outcome } = paid.parse(await ask(`/c/pay/${sessionId}/submit`, entry));
      if (outcome === "declined" || outcome === "refused")
        throw new Error(`The payment of a demo customer was ${outcome}.`);
      return outcome === "succeeded";
    },
    joinClock: async (customerId) => {
      if ((await clockOf(customerId)) !== null) return;
      const frozenTime = `${Math.floor(Date.now() / 1_000)}`;
      await ask(clocks, asForm({ frozen_time: frozenTime, customer: customerId }));
    },
    failRenewal: async (customerId) => {
      const own = await clockOf(customerId);
      if (own === null || own.frozen_time > own.created + monthSeconds / 2) return;
      await ask(`/_local/customers/${customerId}/cards`, asJson({ like: declines }));
      const frozenTime = `${own.frozen_time + monthSeconds}`;
      await ask(`${clocks}/${own.id}/advance`, asForm({ frozen_time: frozenTime }));
      for (let look = 0; look < 200; look++) {
        if ((await readClock(own.id)).status === "ready") return;
        await pause(50);
      }
      throw new Error("The clock of a demo customer did not arrive.");
    },
  };
}
