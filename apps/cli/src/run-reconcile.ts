import type { Finding } from "./finding.ts";
import { type GivenDeployment, toDeployment } from "./given-deployment.ts";
import { openDeployment } from "./open-deployment.ts";
import { type ReconcileOptions, reconcile } from "./reconcile.ts";

/** `idem reconcile`: opens the deployment, works on a pass, and leaves nothing open. */
export async function runReconcile(
  given: GivenDeployment,
  options: ReconcileOptions & { graceMs: number },
): Promise<Finding> {
  const { reconciler, close } = openDeployment(toDeployment(given), { graceMs: options.graceMs });
  try {
    return await reconcile(reconciler, options);
  } finally {
    await close();
  }
}
