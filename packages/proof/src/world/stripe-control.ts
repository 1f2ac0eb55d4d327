import { z } from "zod";

/** The local Stripe's control: what a person does on the pay page, what is inside, faults, and the clock. */
export type StripeControl = {
  pay(sessionId: string, card?: string): Promise<{ outcome: string }>;
  faults(plan: FaultPlan): Promise<void>;
  advanceClock(advanceMs: number): Promise<void>;
  /** The cards that a customer has now are treated by their bank like this test card; `null`: as their numbers say. */
  cardsLike(customerId: string, card: string | null): Promise<void>;
  /** What a person does on an invoice's page: pays with a card, or answers a bank that has asked. */
  payInvoice(invoiceId: string, entry: InvoiceEntry): Promise<{ outcome: string }>;
  /** How renewals are collected; what is not named stays as it is. */
  collecting(settings: CollectingSettings): Promise<void>;
  /** Webhooks that no endpoint has taken yet. */
  undelivered(): Promise<number>;
  /** The moment on its clock, ms since the epoch. */
  nowMs(): Promise<number>;
  /** The latest requests, in the order in which they were answered. */
  requests(): Promise<SeenRequest[]>;
};

export type InvoiceEntry = { card: string } | { action: "complete" | "fail" };
export type CollectingSettings = {
  retryDays?: number[];
  afterLastRetry?: "cancel" | "unpaid" | "past_due";
  invoiceAfterLastRetry?: "open" | "uncollectible";
};

export type FaultPlan = {
  latencyMs?: number | [number, number];
  lostRequest?: number;
  lostAnswer?: number;
  error429?: number;
  error500?: number;
  error500Saved?: number;
  outage?: boolean;
  searchLagMs?: number;
  webhooks?: { delayMs?: [number, number]; duplicate?: number; shuffle?: boolean };
};

const paid = z.looseObject({ outcome: z.string() });
const state = z.looseObject({ clock: z.object({ nowMs: z.number() }) });
const seenRequest = z.object({
  method: z.string(),
  path: z.string(),
  idempotencyKey: z.string().nullable(),
  /** `null`: the connection was cut instead of an answer. */
  status: z.number().nullable(),
  replayed: z.boolean(),
  executed: z.boolean(),
});
export type SeenRequest = z.infer<typeof seenRequest>;

export function createStripeControl(url: string): StripeControl {
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${url}/_local/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const post = (path: string, body: unknown) =>
    ask(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return {
    pay: async (sessionId, card = "4242424242424242") =>
      paid.parse(await post(`checkout/sessions/${sessionId}/pay`, { card })),
    cardsLike: async (customerId, like) => {
      await post(`customers/${customerId}/cards`, { like });
    },
    payInvoice: async (invoiceId, entry) =>
      paid.parse(await post(`invoices/${invoiceId}/pay`, entry)),
    collecting: async (settings) => {
      await post("billing", settings);
    },
    undelivered: async () =>
      z.object({ waiting: z.number() }).parse(await ask("deliveries")).waiting,
    faults: async (plan) => {
      await post("faults", plan);
    },
    advanceClock: async (advanceMs) => {
      await post("clock", { advanceMs });
    },
    nowMs: async () => state.parse(await ask("state")).clock.nowMs,
    requests: async () =>
      z.object({ data: z.array(seenRequest) }).parse(await ask("requests")).data,
  };
}
