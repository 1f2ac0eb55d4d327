import { type Doctor, examineAs, ProviderUnavailable } from "@idem/billing";
import type { Invariant } from "@idem/domain";
import type { Logger } from "pino";
import type { Task } from "./create-worker.ts";
import { every } from "./every.ts";

export type DoctorTaskOptions = {
  /** All accounts are checked every so many hours, once at 05:00 UTC; 0: this node takes no part. */
  everyHours: number;
  /** How long a finding must last to be told, ms. */
  graceMs: number;
  logger: Logger;
  /** Aborted when the node closes: another one begins the check again. */
  closing: AbortSignal;
};

/** Whether a check is due need not be known sooner; and one that Stripe has cut off is begun again after as long. */
const scheduleEveryMs = 60_000;

/**
 * This node's part in watching over all accounts: checks them when that is due, if no other node does. What it finds is
 * told and never repaired: that is for people to plan.
 */
export function createDoctorTask(
  doctor: Doctor,
  { everyHours, graceMs, logger, closing }: DoctorTaskOptions,
): Task {
  if (everyHours === 0) return async () => 0;
  const { records } = doctor;

  async function checkWhenDue(): Promise<void> {
    const checkId = await records.beginCheckWhenDue(everyHours);
    if (checkId === null) return;
    try {
      await check(checkId);
    } catch (error) {
      const isCutOff = error instanceof ProviderUnavailable || closing.aborted;
      await records.breakOff(checkId, isCutOff ? "again" : "failed");
      if (!isCutOff) throw error;
      logger.warn({ check: checkId }, "The check of all accounts is begun again later");
    }
  }

  async function check(checkId: string): Promise<void> {
    const found = new Map<Invariant, number>();
    const { findings, listed, looks } = await examineAs(
      doctor,
      { checkId, only: [], limit: null, graceMs },
      {
        signal: closing,
        tell: () => {},
        onFound: async ({ findings: all }) => {
          for (const { invariant } of all) found.set(invariant, (found.get(invariant) ?? 0) + 1);
        },
      },
    );
    const facts = { check: checkId, listed, looks, findings, found: Object.fromEntries(found) };
    if (findings > 0) logger.warn(facts, "Accounts are not as they must be: see idem doctor check");
    else logger.info(facts, "Every account is as it must be");
  }

  return every(scheduleEveryMs, { work: checkWhenDue, nowMs: () => performance.now() });
}
