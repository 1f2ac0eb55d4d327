import type { Finding } from "./finding.ts";
import { type GivenDeployment, toDeployment } from "./given-deployment.ts";
import { openDeployment } from "./open-deployment.ts";
import { type ReconcileOptions, reconcile } from "./reconcile.ts";

/**
 * `idem reconcile`: opens the deployment, works on a pass, and leaves nothing open. What it heals may be told to customers,
 * in letters with links: it does not begin without knowing where they lead.
 */
export async function runReconcile(
  given: GivenDeployment,
  options: ReconcileOptions & { graceMs: number },
): Promise<Finding> {
  if (given.mailFrom !== null && given.publicUrl === null)
    throw new Error(
      "With MAIL_FROM customers are told of what is healed: set IDEM_URL, too, as the nodes have it.",
    );
  const { reconciler, close } = openDeployment(toDeployment(given), { graceMs: options.graceMs });
  try {
    return await reconcile(reconciler, options);
  } finally {
    await close();
  }
}
