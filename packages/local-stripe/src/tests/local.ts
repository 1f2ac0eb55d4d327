import Stripe from "stripe";
import { onTestFinished } from "vitest";
import { type LocalStripe, type LocalStripeOptions, startLocalStripe } from "../index.ts";

type Hash = Record<string, unknown>;
type Named = { id: string; status: string };

/** What the control says of a payment. */
export type Paid = {
  outcome: string;
  session: Named;
  subscription: Named | null;
  error: Hash | null;
};

function hash(value: unknown): Hash {
  if (typeof value !== "object" || value === null)
    throw new Error("The control answered no object.");
  return Object.fromEntries(Object.entries(value));
}

function named(value: unknown): Named {
  const { id, status } = hash(value);
  return { id: String(id), status: String(status) };
}

const readPaid = ({ outcome, session, subscription, error }: Hash): Paid => ({
  outcome: String(outcome),
  session: named(session),
  subscription: subscription === null ? null : named(subscription),
  error: error === null ? null : hash(error),
});

export type Local = {
  stripe: Stripe;
  url: string;
  port: number;
  pay(session: string, entry: Record<string, string>): Promise<Paid>;
  control(path: string, body?: unknown): Promise<Record<string, unknown>>;
  close(): Promise<void>;
};

/** The official client, without retries of its own unless asked, so that tests see each answer. */
export const client = (port: number, maxNetworkRetries = 0): Stripe =>
  new Stripe("sk_test_local", { host: "127.0.0.1", port, protocol: "http", maxNetworkRetries });

/** A local Stripe on a free port, closed when the test ends. */
export async function startLocal(options: Partial<LocalStripeOptions> = {}): Promise<Local> {
  const local: LocalStripe = await startLocalStripe({ port: 0, ...options });
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await local.close();
  };
  onTestFinished(close);
  const send = async (path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${local.url}/_local/${path}`, init);
    return hash(await response.json());
  };
  return {
    stripe: client(local.port),
    url: local.url,
    port: local.port,
    pay: async (session, entry) => readPaid(await send(`checkout/sessions/${session}/pay`, entry)),
    control: send,
    close,
  };
}

export type Shop = { customer: string; price: string; product: string };

/** A customer and a monthly price of $19.99. */
export async function openShop(stripe: Stripe, unitAmount = 1999): Promise<Shop> {
  const customer = await stripe.customers.create({ email: "buyer@example.com" });
  const product = await stripe.products.create({ name: "Plus" });
  const price = await stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: unitAmount,
    recurring: { interval: "month" },
  });
  return { customer: customer.id, price: price.id, product: product.id };
}

type Extra = Partial<Stripe.Checkout.SessionCreateParams>;

export const checkout = (stripe: Stripe, shop: Shop, extra: Extra = {}) =>
  stripe.checkout.sessions.create({
    mode: "subscription",
    customer: shop.customer,
    success_url: "https://example.com/done?session={CHECKOUT_SESSION_ID}",
    line_items: [{ price: shop.price, quantity: 1 }],
    ...extra,
  });

/** The refusal of a call that must fail. */
export async function refused(
  call: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await call;
  } catch (fault) {
    if (fault instanceof Stripe.errors.StripeError) return fault;
    throw fault;
  }
  throw new Error("The call was expected to be refused, and was not.");
}

export const card = "4242424242424242";
