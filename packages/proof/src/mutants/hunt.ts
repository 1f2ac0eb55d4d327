import { parseArgs } from "node:util";
import { checkSchedules } from "../simulator/check-schedules.ts";

/** Plays schedules until the first that breaks something; says in one line of JSON how many that took. */
const { values } = parseArgs({
  options: { schedules: { type: "string" }, seed: { type: "string" } },
});
const checked = await checkSchedules({
  seed: Number(values.seed),
  runs: Number(values.schedules),
  isShrunk: false,
});
process.stdout.write(
  `${JSON.stringify({
    schedules: checked.runs,
    said: checked.is === "broken" ? (checked.violations[0] ?? "") : null,
  })}\n`,
);
