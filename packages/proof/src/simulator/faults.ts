import type { Fault, FaultKind } from "./schedule.ts";

export type Faults = {
  /** What happens to this call; `null`: it works. */
  next(on: Fault["on"] | "mail"): FaultKind | null;
  off(): void;
};

/** The schedule's faults by the number of the call they hit. What hits Stripe hits the mail server as well. */
export function createFaults(planned: readonly Fault[]): Faults {
  const calls = { stripe: 0, database: 0, mail: 0 };
  let isOn = true;
  return {
    next: (on) => {
      const call = calls[on]++;
      const like = on === "mail" ? "stripe" : on;
      if (!isOn) return null;
      return (
        planned.find(
          (fault) => fault.on === like && call >= fault.at && call < fault.at + fault.times,
        )?.is ?? null
      );
    },
    off: () => {
      isOn = false;
    },
  };
}
