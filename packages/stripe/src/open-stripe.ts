import Stripe from "stripe";

export type StripeSettings = {
  secretKey: string;
  /** Another Stripe-compatible host, e.g. `http://127.0.0.1:12111`; Stripe itself when `null`. */
  apiBase: string | null;
  /** Where customers come back to after paying, without a trailing slash. */
  publicUrl: string;
};

/** The official client, with limits that suit somebody who is waiting. */
export function openStripe({
  secretKey,
  apiBase,
}: Pick<StripeSettings, "secretKey" | "apiBase">): Stripe {
  return new Stripe(secretKey, {
    // The client's own 80 s is longer than anybody waits; Stripe's slowest answers take a few seconds.
    timeout: 10_000,
    // One retry carries over a cut connection. More would only delay "unknown", which the sweeper settles.
    maxNetworkRetries: 1,
    telemetry: false,
    ...(apiBase === null ? {} : baseOf(apiBase)),
  });
}

function baseOf(apiBase: string) {
  const url = new URL(apiBase);
  const protocol = url.protocol === "https:" ? ("https" as const) : ("http" as const);
  return { protocol, host: url.hostname, port: url.port || (protocol === "https" ? 443 : 80) };
}
