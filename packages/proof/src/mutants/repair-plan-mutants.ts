import { type Mutant, unit } from "./mutant.ts";

const doctor = "packages/domain/src/doctor";
const survivor = (title: string) => unit(`${doctor}/choose-survivor.test.ts`, title);
const plan = (title: string) => unit(`${doctor}/plan-repair.test.ts`, title);
const relink = (title: string) => unit(`${doctor}/decide-relink.test.ts`, title);

/** Breakages of what the doctor thinks: whose a customer is, who stays, and what would be done in which order. */
export const repairPlanMutants: readonly Mutant[] = [
  {
    name: "an address alone makes a customer somebody’s",
    guarantee: "G10",
    file: `${doctor}/signal.ts`,
    edits: [
      [
        `if (email !== "" && name !== "" && people.some((one) => one.email === email && one.name === name))`,
        `if (email !== "" && people.some((one) => one.email === email))`,
      ],
    ],
    caughtBy: unit(`${doctor}/signal.test.ts`, "G10: not by the same address alone"),
  },
  {
    name: "an address that nobody has proved makes a customer somebody’s",
    guarantee: "G10",
    file: `${doctor}/plan-repair.ts`,
    edits: [["customers: provenOf(chart.customers) };", "customers: chart.customers };"]],
    caughtBy: plan("G10: a customer that nobody has proved"),
  },
  {
    name: "what is half done is a finding",
    guarantee: "G10",
    file: `${doctor}/diagnose.ts`,
    edits: [["  if (chart.isInFlight) return inDoubt(chart);\n", ""]],
    caughtBy: plan("G10: nothing for an account that is well"),
  },
  {
    name: "the newest of several customers stays",
    guarantee: "G10",
    file: `${doctor}/choose-survivor.ts`,
    edits: [
      ["rank: ({ createdAtMs }) => -createdAtMs,", "rank: ({ createdAtMs }) => createdAtMs,"],
    ],
    caughtBy: survivor("G10: all else equal the oldest"),
  },
  {
    name: "a trial counts as much as what is paid",
    guarantee: "G10",
    file: `${doctor}/choose-survivor.ts`,
    edits: [[`case "trialing":\n      return 2;`, `case "trialing":\n      return 5;`]],
    caughtBy: survivor("G10: who pays, before who tries"),
  },
  {
    name: "of two that are alike, the first in Stripe’s list stays",
    guarantee: "G10",
    file: `${doctor}/choose-survivor.ts`,
    edits: [["return a.id < b.id ? -1 : 1;", "return 0;"]],
    caughtBy: survivor("G10: all else equal the oldest"),
  },
  {
    name: "the trial ends before the row follows the one who pays",
    guarantee: "G10",
    file: `${doctor}/plan-repair.ts`,
    edits: [["    ...relink,\n    ...ends,\n", "    ...ends,\n    ...relink,\n"]],
    caughtBy: plan("G10: the row follows the one who pays before"),
  },
  {
    name: "what was bought twice is ended and kept",
    guarantee: "G10",
    file: `${doctor}/plan-repair.ts`,
    edits: [[`policy.refund === "last" ? refunds`, `policy.refund === "none" ? refunds`]],
    caughtBy: plan("G10: what was bought twice is paid back"),
  },
  {
    name: "a credit leaves before it arrives",
    guarantee: "G10",
    file: `${doctor}/plan-repair.ts`,
    edits: [
      [
        `    { is: "adjust", customerId: survivor.id, amount: balance, currency },
    { is: "adjust", customerId: other.id, amount: -balance, currency },`,
        `    { is: "adjust", customerId: other.id, amount: -balance, currency },
    { is: "adjust", customerId: survivor.id, amount: balance, currency },`,
      ],
    ],
    caughtBy: plan("G10: what can be moved is moved before"),
  },
  {
    name: "a credit is moved into another currency",
    guarantee: "G10",
    file: `${doctor}/plan-repair.ts`,
    edits: [
      [
        "if (currency === null || (survivor.currency !== null &&",
        "if (currency === null || (false &&",
      ],
    ],
    caughtBy: plan("G10: a credit in another currency"),
  },
  {
    name: "a tax id is added once for each customer that goes",
    guarantee: "G10",
    file: `${doctor}/plan-repair.ts`,
    edits: [[" && known.add(nameOfTaxId(one))", ""]],
    caughtBy: plan("G10: tax ids that the survivor lacks"),
  },
  {
    name: "a customer of another key is forgotten",
    guarantee: "G10",
    file: `${doctor}/plan-repair.ts`,
    edits: [[`if (lost?.standing === "deleted")`, "if (lost !== null)"]],
    caughtBy: plan("G10: an id that this Stripe account has never heard of"),
  },
  {
    name: "a row that names a third customer is written over",
    guarantee: "G10",
    file: `${doctor}/decide-relink.ts`,
    edits: [
      ["if (!isDone && named !== from) return", "if (!isDone && named === undefined) return"],
    ],
    caughtBy: relink("G10: a row that names a third one by now keeps it"),
  },
  {
    name: "the subscription follows its customer in another commit",
    guarantee: "G10",
    file: `${doctor}/decide-relink.ts`,
    edits: [["...synced.writes, ...abandoned.writes],", "...abandoned.writes],"]],
    caughtBy: relink("G10: customer and subscription change in one commit"),
  },
  {
    name: "the former customer’s checkout stays open",
    guarantee: "G10",
    file: `${doctor}/decide-relink.ts`,
    edits: [["const abandoned = abandon(state, synced);", "const abandoned = unchanged(null);"]],
    caughtBy: relink("G10: a checkout that was opened for the former customer goes"),
  },
];
