import type { AppOptions } from "./create-app.ts";

/** Where staff look at an object of Stripe's themselves: its own dashboard, in the mode of our keys, or the local Stripe's. */
export function stripeDashboard({ publishableKey, scriptUrl }: AppOptions["stripe"]): string {
  if (scriptUrl !== null) return `${new URL(scriptUrl).origin}/dashboard`;
  const isLive = publishableKey.startsWith("pk_live_");
  return `https://dashboard.stripe.com${isLive ? "" : "/test"}`;
}
