import { z } from "zod";

/** The local Stripe's control: what a person does on the pay page, faults, and the clock. */
export type StripeControl = {
  pay(sessionId: string, card?: string): Promise<{ outcome: string }>;
  faults(plan: FaultPlan): Promise<void>;
  advanceClock(advanceMs: number): Promise<void>;
};

export type FaultPlan = {
  latencyMs?: number | [number, number];
  lostRequest?: number;
  lostAnswer?: number;
  error429?: number;
  error500?: number;
  error500Saved?: number;
  outage?: boolean;
  webhooks?: { delayMs?: [number, number]; duplicate?: number; shuffle?: boolean };
};

const paid = z.looseObject({ outcome: z.string() });

export function createStripeControl(url: string): StripeControl {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/_local/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    pay: async (sessionId, card = "4242424242424242") =>
      paid.parse(await post(`checkout/sessions/${sessionId}/pay`, { card })),
    faults: async (plan) => {
      await post("faults", plan);
    },
    advanceClock: async (advanceMs) => {
      await post("clock", { advanceMs });
    },
  };
}
