import { type Mutant, races, simulator, unit } from "./mutant.ts";

/** Breakages of the decisions: what may be. */
export const domainMutants: readonly Mutant[] = [
  {
    name: "a lower revision is accepted",
    guarantee: "G9",
    file: "packages/domain/src/decide-start.ts",
    edits: [[`  if (request.revision < seen) return unchanged(refuse("superseded"));\n`, ""]],
    caughtBy: simulator,
  },
  {
    name: "a start goes on for a customer who gave way",
    guarantee: "G1",
    file: "packages/domain/src/decide-start.ts",
    edits: [
      [
        "if (state.customer?.stripeCustomerId !== request.customerId) return",
        "if (state.customer === undefined) return",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "sold beside a live subscription",
    guarantee: "G3",
    file: "packages/domain/src/decide-start.ts",
    edits: [
      [
        "if (live !== null && (!request.choice.replace || goesOnAs(live, request.choice)))",
        "if (live === undefined)",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a subscription is bought in its own place",
    guarantee: "G3",
    file: "packages/domain/src/decide-start.ts",
    edits: [
      [
        "(!request.choice.replace || goesOnAs(live, request.choice))",
        "(!request.choice.replace || goesOnAs === undefined)",
      ],
    ],
    caughtBy: {
      is: "test",
      project: "races",
      file: "packages/proof/src/races/one-live-subscription.test.ts",
      title: "G3: two tabs switch to the same plan",
    },
  },
  {
    name: "another code is the same choice",
    guarantee: "G9",
    file: "packages/domain/src/checkout.ts",
    edits: [["  a.promotionCodeId === b.promotionCodeId &&\n", ""]],
    caughtBy: simulator,
  },
  {
    name: "a superseded checkout’s expiry is not recorded",
    guarantee: "G2",
    file: "packages/domain/src/decide-start.ts",
    edits: [["...(open === null ? [] : expiryOf(state, open)),", ""]],
    caughtBy: simulator,
  },
  {
    name: "an open checkout is reused beside others",
    guarantee: "G2",
    file: "packages/domain/src/decide-start.ts",
    edits: [
      [
        "retire: state.checkouts.filter((other) => other.id !== open.id && !isGivenUp(other)),",
        "retire: [],",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "an unsent creation is not withdrawn",
    guarantee: "G2",
    file: "packages/domain/src/supersede.ts",
    edits: [
      [
        `  const isUnsent = checkout.creation === "unsent";`,
        "  const isUnsent = checkout.id === undefined;",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a creation that was given up may be sent",
    guarantee: "G2",
    file: "packages/domain/src/supersede.ts",
    edits: [
      [
        `status !== "OPEN" && creation === "unsent"`,
        `status === undefined && creation === "unsent"`,
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a session for a superseded checkout stays",
    guarantee: "G2",
    file: "packages/domain/src/decide-settled.ts",
    edits: [[`checkout?.status === "OPEN"`, `checkout?.status !== undefined`]],
    caughtBy: simulator,
  },
  {
    name: "late news of a deleted customer bring them back",
    guarantee: "G1",
    file: "packages/domain/src/decide-settled.ts",
    edits: [
      [
        "return state.customer?.stripeCustomerId === intent.customerId",
        "return state.customer !== undefined",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a changed e-mail is not passed on",
    guarantee: "G4",
    file: "packages/domain/src/decide-settled.ts",
    edits: [["account.email !== known.email || account.name !== known.name", "false"]],
    caughtBy: simulator,
  },
  {
    name: "no audit event of an expiry",
    guarantee: "G7",
    file: "packages/domain/src/decide-settled.ts",
    edits: [
      [
        `        audit: [
          entry("checkout.expired", { after: { id: intent.checkoutId, sessionId: result.id } }),
        ],
`,
        "",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a refused creation stays open",
    guarantee: "G2",
    file: "packages/domain/src/decide-settled.ts",
    edits: [['...(isOpen ? { status: "EXPIRED" as const } : {}),', "...(isOpen ? {} : {}),"]],
    caughtBy: simulator,
  },
  {
    name: "synced without comparing the version",
    guarantee: "G5",
    file: "packages/domain/src/decide-sync.ts",
    edits: [["if (syncVersion !== readVersion)", "if (syncVersion < 0)"]],
    caughtBy: simulator,
  },
  {
    name: "a look that changes nothing leaves the version",
    guarantee: "G5",
    file: "packages/domain/src/decide-sync.ts",
    edits: [
      [
        `writes: [...writes, { write: "sync.advance" }],`,
        `writes: writes.length > 0 ? [...writes, { write: "sync.advance" }] : [],`,
      ],
    ],
    caughtBy: races(
      "races/events-in-any-order.test.ts",
      "G5: a slow old answer from Stripe cannot overwrite a newer one",
    ),
  },
  {
    name: "a surplus subscription is not ended",
    guarantee: "G3",
    file: "packages/domain/src/decide-sync.ts",
    edits: [["const effects = surplus.flatMap(", "const effects = surplus.slice(0, 0).flatMap("]],
    caughtBy: simulator,
  },
  {
    name: "a duplicate is not paid back",
    guarantee: "G3",
    file: "packages/domain/src/decide-sync.ts",
    edits: [
      [
        `return reason === "duplicate" && paymentIntentId !== null`,
        `return reason === undefined && paymentIntentId !== null`,
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "any session fetched counts as the open one’s",
    guarantee: "G2",
    file: "packages/domain/src/decide-sync.ts",
    edits: [["isOpen && truth.openSession?.id === checkout.stripeSessionId", "isOpen"]],
    caughtBy: simulator,
  },
  {
    name: "a checkout stays open beside what was bought",
    guarantee: "G3",
    file: "packages/domain/src/decide-sync.ts",
    edits: [["if (!isOpen || live === null) return", "if (!isOpen || checkout !== null) return"]],
    caughtBy: simulator,
  },
  {
    name: "a card’s second trial is let through",
    guarantee: "G3",
    file: "packages/domain/src/trial-change.ts",
    edits: [["state.usedCards.includes(cardFingerprint)", "state.usedCards.length < 0"]],
    caughtBy: races("races/one-trial.test.ts", "G3: five accounts pay with the same card"),
  },
  {
    name: "the newest subscription stays",
    guarantee: "G3",
    file: "packages/domain/src/choose-subscription.ts",
    edits: [["seniority(all, a) - seniority(all, b)", "seniority(all, b) - seniority(all, a)"]],
    caughtBy: simulator,
  },
  {
    name: "of two in the same second, ours is no better",
    guarantee: "G3",
    file: "packages/domain/src/choose-subscription.ts",
    edits: [["    keptFirst(lineOf(all, keptId))(a, b) ||\n    paidAt(a)", "    paidAt(a)"]],
    caughtBy: unit(
      "packages/domain/src/choose-subscription.test.ts",
      "keeps a replacement beside a duplicate of the same second",
    ),
  },
  {
    name: "a replacement starts anew when what it replaced has ended",
    guarantee: "G3",
    file: "packages/domain/src/choose-subscription.ts",
    edits: [
      [
        "return wasLive ? seniority(others, replaced) : paidAt(one);",
        "return wasLive ? paidAt(one) : paidAt(one);",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a replacement is taken for a duplicate",
    guarantee: "G3",
    file: "packages/domain/src/choose-subscription.ts",
    edits: [
      [
        ") => live.find(({ replacesSubscriptionId }) => replacesSubscriptionId === stripeSubscriptionId);",
        ") => live.find(({ replacesSubscriptionId }) => replacesSubscriptionId === undefined && stripeSubscriptionId);",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "who paid too late is served for ever",
    guarantee: "G3",
    file: "packages/domain/src/entitlement.ts",
    edits: [["end.atMs <= nowMs ? ended", "end.atMs < 0 ? ended"]],
    caughtBy: unit(
      "packages/domain/src/entitlement.test.ts",
      "not past due at the end of the grace",
    ),
  },
];
