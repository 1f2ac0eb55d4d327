import fc from "fast-check";
import { picks, several, withPurchase } from "./after-a-purchase.ts";
import { command, laterCommand } from "./arbitrary-command.ts";
import { faults } from "./arbitrary-faults.ts";
import {
  atTheBrink,
  changedOnItsWay,
  frozen,
  givenUp,
  impatient,
  soldBeside,
  supported,
  supportedElsewhere,
} from "./narrow-schedules.ts";
import type { Schedule } from "./schedule.ts";

const fromTheBeginning: fc.Arbitrary<Schedule> = fc
  .record({ commands: fc.array(command, several), picks, faults })
  .map((schedule) => ({ ...schedule, picks: [...schedule.picks] }));

/** Two that have everything, and narrow ones. They are not shrunk by fast-check: `shrinkSchedule` knows what is plain. */
export const schedules: fc.Arbitrary<Schedule> = fc.noShrink(
  fc.oneof(
    { weight: 3, arbitrary: fromTheBeginning },
    { weight: 3, arbitrary: withPurchase(laterCommand, { ...several, faults }) },
    { weight: 1, arbitrary: impatient },
    { weight: 1, arbitrary: changedOnItsWay },
    { weight: 1, arbitrary: givenUp },
    { weight: 1, arbitrary: atTheBrink },
    { weight: 1, arbitrary: supported },
    { weight: 1, arbitrary: supportedElsewhere },
    { weight: 1, arbitrary: frozen },
    { weight: 2, arbitrary: soldBeside },
  ),
);
