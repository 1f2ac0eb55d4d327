import { type Mutant, races } from "./mutant.ts";

const doctor = "packages/billing/src/doctor";
const rescue = (title: string) => races("doctor/rescue.test.ts", title);
const lostAnswer = races(
  "doctor/lost-answer.test.ts",
  "G10: a credit whose move was done and not answered",
);
const takenBack = races("doctor/lost-answer.test.ts", "G10: taken back instead");
const refusedMidway = races("doctor/refused-midway.test.ts", "G10: after a step that was refused");

/** Breakages of what the doctor does: how it looks, how a plan is carried out, and how it is taken back. */
export const repairMutants: readonly Mutant[] = [
  {
    name: "addresses are compared as they were typed",
    guarantee: "G10",
    file: "packages/postgres/src/doctor/belonging.ts",
    edits: [["nullif(lower(", "nullif(concat("]],
    caughtBy: races("doctor/mess.test.ts", "G10: all of the damage is found"),
  },
  {
    name: "what is just being written down is a finding at once",
    guarantee: "G10",
    file: `${doctor}/look-at-suspects.ts`,
    edits: [["if (graceMs > 0) doubted.push", "if (graceMs < 0) doubted.push"]],
    caughtBy: rescue("G10: a purchase that is just being written down"),
  },
  {
    name: "one account that cannot be read ends the check",
    guarantee: "G10",
    file: `${doctor}/look-at-suspects.ts`,
    edits: [["if (error instanceof ProviderUnavailable) throw error;", "throw error;"]],
    caughtBy: races(
      "doctor/unreadable.test.ts",
      "G10: an account whose subscription is in a status",
    ),
  },
  {
    name: "a customer that gave way counts again",
    guarantee: "G10",
    file: `${doctor}/read-chart.ts`,
    edits: [["!(retiredKey in metadata) || hasLive(", "metadata !== null || hasLive("]],
    caughtBy: races("doctor/paced.test.ts", "G10: check, plan, repair and verification"),
  },
  {
    name: "carried out although the account has changed",
    guarantee: "G10",
    file: `${doctor}/apply-plan.ts`,
    edits: [[`return isSame ? "same"`, `return isSame || !isBegun ? "same"`]],
    caughtBy: rescue("G10: an account that has changed since it was planned"),
  },
  {
    name: "a step has another name each time it is taken",
    guarantee: "G10",
    file: `${doctor}/intent-of.ts`,
    edits: [["repairId: name,", "repairId: name + Math.random(),"]],
    caughtBy: lostAnswer,
  },
  {
    name: "a step of which nobody knows is passed over",
    guarantee: "G10",
    file: `${doctor}/apply-plan.ts`,
    edits: [
      [`if (taken.is === "unknown") return "left";`, `if (taken.is === "unknown") continue;`],
    ],
    caughtBy: lostAnswer,
  },
  {
    name: "after a refusal it goes on",
    guarantee: "G10",
    file: `${doctor}/apply-plan.ts`,
    edits: [[`if (taken.is === "refused") {`, `if (taken.is === "unknown") {`]],
    caughtBy: refusedMidway,
  },
  {
    name: "what was not done is taken back",
    guarantee: "G10",
    file: `${doctor}/undo-plan.ts`,
    edits: [[`if (kept.state !== "done") continue;`, `if (kept.state === "undone") continue;`]],
    caughtBy: refusedMidway,
  },
  {
    name: "what was begun and not answered is not taken back",
    guarantee: "G10",
    file: `${doctor}/settle-begun.ts`,
    edits: [["return records.isRecorded(", "return records.isRecorded(String(Math.random()) + "]],
    caughtBy: takenBack,
  },
  {
    name: "the other half of what was taken back can still be carried out",
    guarantee: "G10",
    file: `${doctor}/undo-plan.ts`,
    edits: [[`{ from: "planned", to: "skipped",`, `{ from: "planned", to: "planned",`]],
    caughtBy: takenBack,
  },
];
