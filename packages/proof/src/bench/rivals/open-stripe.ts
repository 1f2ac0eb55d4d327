import Stripe from "stripe";

/** The settings that Idem has too: 10 s instead of 80, one retry. */
export function openStripe(stripeUrl: string): Stripe {
  const { hostname, port } = new URL(stripeUrl);
  return new Stripe("sk_test_bench", {
    protocol: "http",
    host: hostname,
    port,
    timeout: 10_000,
    maxNetworkRetries: 1,
    telemetry: false,
  });
}
