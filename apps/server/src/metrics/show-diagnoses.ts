import { invariantNames, invariants } from "@idem/domain";
import { Gauge, type Registry } from "prom-client";

/** What the doctor's last check of all accounts has found, by invariant. */
export type Diagnoses = { finishedAtMs: number; findings: Readonly<Record<string, number>> };

/** The series about the doctor; `null`, and there are none: it was never asked, or the database is away. */
export function showDiagnoses(registry: Registry): (diagnoses: Diagnoses | null) => void {
  const finished = new Gauge({
    name: "idem_doctor_finished_timestamp_seconds",
    help: "When the doctor's last check of all accounts came to its end, seconds since the epoch.",
    registers: [registry],
  });
  const findings = new Gauge({
    name: "idem_doctor_findings",
    help: "What that check has found, by invariant; 0 where all is well.",
    labelNames: ["invariant", "severity"],
    registers: [registry],
  });
  return (diagnoses) => {
    finished.remove();
    findings.reset();
    if (diagnoses === null) return;
    finished.set(diagnoses.finishedAtMs / 1_000);
    for (const invariant of invariantNames)
      findings.set(
        { invariant, severity: invariants[invariant].severity },
        diagnoses.findings[invariant] ?? 0,
      );
  };
}
