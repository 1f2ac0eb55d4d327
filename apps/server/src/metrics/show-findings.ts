import { Gauge, type Registry } from "prom-client";

/** What the last pass over all accounts has found. */
export type Findings = {
  finishedAtMs: number;
  healed: number;
  kept: number;
  missedWebhooks: number;
};

/** The series about passes; `null`, and there are none: no pass has come to its end, or the database is away. */
export function showFindings(registry: Registry): (findings: Findings | null) => void {
  const finished = new Gauge({
    name: "idem_reconciliation_finished_timestamp_seconds",
    help: "When the last pass over all accounts came to its end, seconds since the epoch.",
    registers: [registry],
  });
  const drift = new Gauge({
    name: "idem_reconciliation_drift",
    help: "Accounts that the last pass found to differ from Stripe, by what came of it.",
    labelNames: ["outcome"],
    registers: [registry],
  });
  const missed = new Gauge({
    name: "idem_reconciliation_missed_webhooks",
    help: "Of those, changes at Stripe of which no webhook has told.",
    registers: [registry],
  });
  return (findings) => {
    finished.remove();
    drift.reset();
    missed.remove();
    if (findings === null) return;
    finished.set(findings.finishedAtMs / 1_000);
    drift.set({ outcome: "healed" }, findings.healed);
    drift.set({ outcome: "kept" }, findings.kept);
    missed.set(findings.missedWebhooks);
  };
}
