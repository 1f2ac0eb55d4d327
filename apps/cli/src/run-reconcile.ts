import type { Finding } from "./finding.ts";
import { type Deployment, openReconciler } from "./open-reconciler.ts";
import { type ReconcileOptions, reconcile } from "./reconcile.ts";

/** What of a deployment the environment says; `null` where it says nothing. */
export type GivenDeployment = {
  databaseUrl: string | null;
  stripeKey: string | null;
  stripeApiBase: string | null;
  publicUrl: string;
  mailFrom: string | null;
};

/** `idem reconcile`: opens the deployment, works on a pass, and leaves nothing open. */
export async function runReconcile(
  given: GivenDeployment,
  options: ReconcileOptions & { graceMs: number },
): Promise<Finding> {
  const { reconciler, close } = openReconciler(toDeployment(given), {
    // What the pass has found is said at its end.
    warn: () => {},
    graceMs: options.graceMs,
  });
  try {
    return await reconcile(reconciler, options);
  } finally {
    await close();
  }
}

function toDeployment({
  databaseUrl,
  stripeKey,
  stripeApiBase,
  publicUrl,
  mailFrom,
}: GivenDeployment): Deployment {
  if (databaseUrl === null || stripeKey === null)
    throw new Error(
      "This works on a deployment itself: set DATABASE_URL and STRIPE_SECRET_KEY as its nodes have them.",
    );
  const stripe = { secretKey: stripeKey, apiBase: stripeApiBase };
  return { databaseUrl, stripe, publicUrl, mailFrom };
}
