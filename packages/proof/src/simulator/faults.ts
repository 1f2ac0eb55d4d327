import type { Fault, FaultKind } from "./schedule.ts";

export type Faults = {
  /** What happens to this call; `null`: it works. */
  next(on: Fault["on"]): FaultKind | null;
  off(): void;
};

/** The schedule's faults by the number of the call they hit. */
export function createFaults(planned: readonly Fault[]): Faults {
  const calls = { stripe: 0, database: 0 };
  let isOn = true;
  return {
    next: (on) => {
      const call = calls[on]++;
      if (!isOn) return null;
      return (
        planned.find(
          (fault) => fault.on === on && call >= fault.at && call < fault.at + fault.times,
        )?.is ?? null
      );
    },
    off: () => {
      isOn = false;
    },
  };
}
