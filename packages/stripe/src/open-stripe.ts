import Stripe from "stripe";
import type { Pace } from "./create-pace.ts";

export type StripeSettings = {
  secretKey: string;
  /** Another Stripe-compatible host, e.g. `http://127.0.0.1:12111`; Stripe itself when `null`. */
  apiBase: string | null;
  /** Where customers come back to after paying, without a trailing slash. */
  publicUrl: string;
};

/**
 * The official client, with limits that suit somebody who is waiting. With a `pace` each request waits for its turn,
 * repeated ones too: for work on all accounts, which would use up what Stripe allows.
 */
export function openStripe(
  { secretKey, apiBase }: Pick<StripeSettings, "secretKey" | "apiBase">,
  { pace }: { pace?: Pace } = {},
): Stripe {
  return new Stripe(secretKey, {
    // The client's own 80 s is longer than anybody waits; Stripe's slowest answers take a few seconds.
    timeout: 10_000,
    // One retry carries over a cut connection. More would only delay "unknown", which the sweeper settles.
    maxNetworkRetries: 1,
    telemetry: false,
    ...(pace === undefined ? {} : { httpClient: paced(Stripe.createNodeHttpClient(), pace) }),
    ...(apiBase === null ? {} : baseOf(apiBase)),
  });
}

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>;

const paced = (client: HttpClient, pace: Pace): HttpClient => ({
  getClientName: () => client.getClientName(),
  makeRequest: (...request) => pace(() => client.makeRequest(...request)),
});

function baseOf(apiBase: string) {
  const url = new URL(apiBase);
  const protocol = url.protocol === "https:" ? ("https" as const) : ("http" as const);
  return { protocol, host: url.hostname, port: url.port || (protocol === "https" ? 443 : 80) };
}
