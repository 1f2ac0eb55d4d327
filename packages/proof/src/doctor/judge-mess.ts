import { z } from "zod";
import { staying, strangersIn } from "./left-to-people.ts";
import type { Mess } from "./make-mess.ts";
import type { Clinic } from "./open-clinic.ts";
import { customersByAccount, netPaid, photograph } from "./photograph.ts";

export type Claim = (holds: boolean, otherwise: string) => void;

/** After a repair nobody has paid more than the policy says, over all of their customers, to the cent. */
export async function judgeMoney(clinic: Clinic, { damaged }: Mess, claim: Claim): Promise<void> {
  const customers = await customersByAccount(clinic);
  for (const { patient, kind, netPaid: due } of damaged) {
    const paid = await netPaid(clinic, customers(patient));
    claim(paid === due, `${kind}: ${patient.accountId} has paid ${paid}, due was ${due}`);
  }
}

/** What is found after a repair is what no repair may touch, of everybody whom it is found of, and nothing else. */
export function judgeFound(mess: Mess, found: ReadonlyMap<string, string[]>, claim: Claim): void {
  const due = staying(mess);
  const said = (findings: readonly string[] | undefined): string => [...(findings ?? [])].join(" ");
  const otherwise = [...new Set([...due.keys(), ...found.keys()])].filter(
    (subject) => said(due.get(subject)) !== said(found.get(subject)),
  );
  claim(
    otherwise.length === 0,
    `found otherwise than it must be after the repair: ${otherwise.slice(0, 5).join(", ")} (${otherwise.length})`,
  );
}

/** Photographs of everybody whom nobody may touch: those who are well, and strangers who look like a patient's customer. */
export async function photographUntouchable(clinic: Clinic, mess: Mess): Promise<Untouchable> {
  const [well, strangers] = [
    await photograph(clinic, mess.healthy),
    await photograph(clinic, strangersIn(mess)),
  ];
  return { well, strangers };
}

export type Untouchable = Record<"well" | "strangers", Map<string, string>>;

export async function judgeUntouched(
  clinic: Clinic,
  mess: Mess,
  { before, when, claim }: { before: Untouchable; when: string; claim: Claim },
): Promise<void> {
  const after = await photographUntouchable(clinic, mess);
  for (const kind of ["well", "strangers"] as const) {
    const touched = [...before[kind]].filter(([id, seen]) => after[kind].get(id) !== seen);
    claim(
      touched.length === 0,
      `${when}, ${touched.length} of ${before[kind].size} ${kind} were touched`,
    );
  }
}

/** How many changes at Stripe a plan asks for: so many moments there are at which it can be killed. */
export async function countChanges({ prisma }: Clinic, planId: string): Promise<number> {
  const rows = await prisma.$queryRaw`
    SELECT count(*)::int AS changes FROM doctor_step
    WHERE plan_id = ${planId} AND step->>'is' IN ('mark', 'adjust', 'tax', 'close', 'cancel', 'refund')`;
  return z.tuple([z.object({ changes: z.int() })]).parse(rows)[0].changes;
}
