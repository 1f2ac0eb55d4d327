import type { ServeConfig } from "@idem/server";
import type { ArmSetting } from "../../arms/arm.ts";

export const secret = "a-secret-of-this-bench-with-forty-signs--";

export const secretWebhook = "whsec_bench";

export const configOf = ({
  databaseUrl,
  stripeUrl,
  poolSize,
}: Omit<ArmSetting, "stripePriceId">): ServeConfig => ({
  host: "127.0.0.1",
  port: 0,
  publicUrl: null,
  databaseUrl,
  poolSize,
  stripe: {
    secretKey: "sk_test_bench",
    publishableKey: "pk_test_bench",
    webhookSecrets: [secretWebhook],
    apiBase: stripeUrl,
    scriptUrl: `${stripeUrl}/v3/stripe.js`,
  },
  authSecret: secret,
  isProduction: false,
  logLevel: "error",
  webRoot: null,
  seedDemo: false,
});
