import type { Deployment } from "./open-deployment.ts";

/** What of a deployment the environment says; `null` where it says nothing. */
export type GivenDeployment = {
  databaseUrl: string | null;
  stripeKey: string | null;
  stripeApiBase: string | null;
  /** Where browsers reach it: letters lead there. */
  publicUrl: string | null;
  mailFrom: string | null;
  /** Requests to Stripe a second; `null`: what its key allows, less what buyers need. */
  callsPerSecond: number | null;
};

/** Where nobody is told of anything, nothing leads anywhere. */
const nowhere = "http://localhost";

/** Throws a sentence for people where something is missing. */
export function toDeployment({
  databaseUrl,
  stripeKey,
  stripeApiBase,
  publicUrl,
  mailFrom,
  callsPerSecond,
}: GivenDeployment): Deployment {
  if (databaseUrl === null || stripeKey === null)
    throw new Error(
      "This works on a deployment itself: set DATABASE_URL and STRIPE_SECRET_KEY as its nodes have them.",
    );
  const stripe = { secretKey: stripeKey, apiBase: stripeApiBase };
  return { databaseUrl, stripe, publicUrl: publicUrl ?? nowhere, mailFrom, callsPerSecond };
}
