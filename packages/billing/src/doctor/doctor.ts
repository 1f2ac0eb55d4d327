import type { Actor } from "@idem/domain";
import type { DoctorRecords } from "../ports/doctor-records.ts";
import type { Progress } from "../ports/plan-works.ts";
import type { Ports } from "../ports/ports.ts";
import type { Reconciliations } from "../ports/reconciliations.ts";
import type { StripeCharts } from "../ports/stripe-charts.ts";
import type { StripeLists } from "../ports/stripe-lists.ts";

/** What the doctor works with. */
export type Doctor = {
  ports: Ports;
  lists: Pick<StripeLists, "subscriptions">;
  charts: StripeCharts;
  records: DoctorRecords;
  passes: Pick<Reconciliations, "known">;
  /** Holds each call to Stripe back until its time has come, behind those that somebody waits for. */
  inPace: <T>(call: () => Promise<T>) => Promise<T>;
};

/** How far it is, and whether to go on. Stopped between two accounts, everything is as it was kept. */
export type Watch = { signal: AbortSignal; tell: (progress: Progress) => void };

/** Everything that is done for a plan says so in the account's story. */
export const doctorActor = (planId: string): Actor => ({
  source: "doctor",
  userId: null,
  requestId: planId,
});

/** As many as make up for Stripe's time to answer; the pace is kept by `inPace`. */
export const accountsAtOnce = 5;
