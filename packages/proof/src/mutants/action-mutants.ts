import { type Mutant, races, simulator } from "./mutant.ts";

/** Breakages of what a customer does with a running subscription. */
export const actionMutants: readonly Mutant[] = [
  {
    name: "a change begins while another is in doubt",
    guarantee: "G3",
    file: "packages/domain/src/decide-action.ts",
    edits: [["if (state.running.length > 0)", "if (state.running.length > 9)"]],
    caughtBy: simulator,
  },
  {
    name: "no look between the steps of a change",
    guarantee: "G3",
    file: "packages/billing/src/act-on-subscription.ts",
    edits: [
      [
        "    await syncAccount(ports, accountId, actor);\n    const decision",
        "    if (step === 0) await syncAccount(ports, accountId, actor);\n    const decision",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "two askings share a name",
    guarantee: "G3",
    file: "packages/domain/src/effect.ts",
    edits: [
      [
        `case "subscription.update":
    case "schedule.create":`,
        `case "subscription.update":
      return intent.subscriptionId;
    case "schedule.create":`,
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "somebody else's refusal is the answer",
    guarantee: "G3",
    file: "packages/billing/src/act-on-subscription.ts",
    edits: [["if (next === null && decision.isOwn)", "if (next === null)"]],
    caughtBy: simulator,
  },
  {
    name: "a schedule is left in force under a change",
    guarantee: "G3",
    file: "packages/domain/src/decide-action.ts",
    edits: [
      [
        `scheduleId === null
      ? { is: "effect", effect: { kind: "subscription.update", ...about, change } }`,
        `scheduleId !== ""
      ? { is: "effect", effect: { kind: "subscription.update", ...about, change } }`,
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a schedule made earlier counts as this one",
    guarantee: "G4",
    file: "packages/domain/src/decide-action.ts",
    edits: [["lastScheduleId: subscription.lastScheduleId,", "lastScheduleId: null,"]],
    caughtBy: races("races/actions-once.test.ts", "G4: the request for a second schedule is lost"),
  },
  {
    name: "what is done is not written down with its answer",
    guarantee: "G5",
    file: "packages/domain/src/decide-acted.ts",
    edits: [
      [
        "if (subscription === null) return unchanged(null);\n  switch (intent.kind) {",
        "if (intent) return unchanged(null);\n  switch (intent.kind) {",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "another subscription's page may change this one",
    guarantee: "G3",
    file: "packages/domain/src/decide-action.ts",
    edits: [
      [
        "if (subscription?.stripeSubscriptionId !== asked.subscriptionId)",
        "if (subscription === null)",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a change that waits for the bank is asked for anew",
    guarantee: "G3",
    file: "packages/domain/src/decide-action.ts",
    edits: [
      [
        "if (pendingChange !== null && isTo(pendingChange, action.to))",
        "if (pendingChange === undefined)",
      ],
    ],
    caughtBy: {
      is: "test",
      project: "unit",
      file: "packages/domain/src/decide-action.test.ts",
      title: "leads to the bank where the change waits",
    },
  },
  {
    name: "older looks stay valid after a step",
    guarantee: "G3",
    file: "packages/domain/src/decide-acted.ts",
    edits: [
      [
        `, { write: "sync.advance" }],\n    audit: [entry("subscription.changed"`,
        `],\n    audit: [entry("subscription.changed"`,
      ],
    ],
    caughtBy: races(
      "races/look-from-between-two-steps.test.ts",
      "G3, G5: a downgrade pressed twice",
    ),
  },
];
