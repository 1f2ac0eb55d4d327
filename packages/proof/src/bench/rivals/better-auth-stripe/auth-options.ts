import { stripe } from "@better-auth/stripe";
import type { BetterAuthOptions } from "better-auth";
import type { ArmSetting } from "../../arms/arm.ts";
import { openPool } from "../open-pool.ts";
import { openStripe } from "../open-stripe.ts";

export const secret = "a-secret-of-this-bench-with-forty-signs--";
/** Where it believes to be; the bench speaks to its port. */
export const baseURL = "http://localhost:3000";

/** As the plugin's page has it, with what it leaves to the reader: the pool, the plan, its price. */
export function authOptions({ databaseUrl, stripeUrl, poolSize, stripePriceId }: ArmSetting) {
  const pool = openPool(databaseUrl, poolSize);
  const options = {
    baseURL,
    secret,
    database: pool,
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "error" },
    plugins: [
      stripe({
        stripeClient: openStripe(stripeUrl),
        stripeWebhookSecret: "whsec_bench",
        subscription: { enabled: true, plans: [{ name: "plus", priceId: stripePriceId }] },
      }),
    ],
  } satisfies BetterAuthOptions;
  return { pool, options };
}
