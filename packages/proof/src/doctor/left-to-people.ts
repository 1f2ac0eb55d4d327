import type { Mess } from "./make-mess.ts";
import type { Subject } from "./photograph.ts";

/** What must be found once everything is repaired, and nothing else, by account. */
export const staying = ({ damaged }: Mess): Map<string, string[]> =>
  new Map(
    damaged
      .filter(({ stays }) => stays.length > 0)
      .map(({ patient, stays }) => [patient.accountId, [...stays]]),
  );

/** The customers that nobody has proved to be a patient's, by themselves: what the patient's rows say is not theirs. */
export const strangersIn = ({ damaged }: Mess): Subject[] =>
  damaged.flatMap(({ stranger }) =>
    stranger === null ? [] : [{ accountId: stranger, customerId: stranger }],
  );
