import { type Mutant, races } from "./mutant.ts";

const firstSchema = "prisma/migrations/20261121000000_the_first_schema/migration.sql";
const trialsAndSeats = "prisma/migrations/20261123010000_trials_and_seats/migration.sql";
const journalOnPostgres = (title: string) => races("mutants/journal-on-postgres.test.ts", title);

/** Breakages of how it is kept: indexes, statements, transactions. Noticed on real PostgreSQL. */
export const postgresMutants: readonly Mutant[] = [
  {
    name: "no index on the one open checkout",
    guarantee: "G2",
    file: firstSchema,
    edits: [
      [`CREATE UNIQUE INDEX "checkout_one_open_key" ON`, `CREATE INDEX "checkout_one_open_key" ON`],
    ],
    caughtBy: races("races/one-payable-checkout.test.ts", "G2: without its partial unique index"),
  },
  {
    name: "no index on the one generation in doubt",
    guarantee: "G4",
    file: firstSchema,
    edits: [
      [
        `CREATE UNIQUE INDEX "effect_one_unknown_key" ON`,
        `CREATE INDEX "effect_one_unknown_key" ON`,
      ],
    ],
    caughtBy: journalOnPostgres("G1, G4: an effect cannot be recorded in a second generation"),
  },
  {
    name: "no index on an effect’s generation",
    guarantee: "G1",
    file: firstSchema,
    edits: [
      [
        `CREATE UNIQUE INDEX "effect_slot_generation_key" ON`,
        `CREATE INDEX "effect_slot_generation_key" ON`,
      ],
    ],
    caughtBy: journalOnPostgres("G1, G4: an effect cannot be recorded a second time"),
  },
  {
    name: "the audit log can be changed",
    guarantee: "G7",
    file: firstSchema,
    edits: [
      [
        `CREATE TRIGGER "audit_event_is_append_only" BEFORE UPDATE OR DELETE ON`,
        `CREATE TRIGGER "audit_event_is_append_only" BEFORE DELETE ON`,
      ],
    ],
    caughtBy: races("lifecycle/audit-chain.test.ts", "G7: UPDATE audit_event"),
  },
  {
    name: "a new key for each attempt",
    guarantee: "G1",
    file: "packages/postgres/src/permit-rows.ts",
    edits: [["key: row.key,", "key: row.key + Math.random(),"]],
    caughtBy: journalOnPostgres("G1: whoever takes an effect"),
  },
  {
    name: "the request is not frozen",
    guarantee: "G1",
    file: "packages/postgres/src/journal.ts",
    edits: [
      [
        "  return permit;\n",
        "  return permit && row !== null ? { ...permit, request: row.request } : permit;\n",
      ],
    ],
    caughtBy: journalOnPostgres("G1: whoever takes an effect"),
  },
  {
    name: "nobody knows that it was sent before",
    guarantee: "G1",
    file: "packages/postgres/src/permit-rows.ts",
    edits: [["(attempts > 1 OR generation > 1) AS was_sent_before", "false AS was_sent_before"]],
    caughtBy: races(
      "races/customer-answers-lost.test.ts",
      "G1, G4: the answer was lost and Stripe’s clock",
    ),
  },
  {
    name: "no 23 h window",
    guarantee: "G4",
    file: "packages/postgres/src/permit-rows.ts",
    edits: [["const windowHours = 23;", "const windowHours = 23_000;"]],
    caughtBy: journalOnPostgres("G4: a key is sent for 23 hours"),
  },
  {
    name: "a permit that does not expire",
    guarantee: "G4",
    file: "packages/postgres/src/permit-rows.ts",
    edits: [
      [
        "expiresAtMs: row.first_sent_at_ms + windowHours * 3_600_000",
        "expiresAtMs: Number.MAX_SAFE_INTEGER",
      ],
    ],
    caughtBy: journalOnPostgres("G4: a key is sent for 23 hours"),
  },
  {
    name: "given up in the second in which it may still be sent",
    guarantee: "G1",
    file: "packages/postgres/src/permit-rows.ts",
    edits: [["const arrivalMinutes = 10;", "const arrivalMinutes = 0;"]],
    caughtBy: journalOnPostgres("G4: a key is sent for 23 hours"),
  },
  {
    name: "a lease that never ends",
    guarantee: "G4",
    file: "packages/postgres/src/lease.ts",
    edits: [["const leaseSeconds = 2;", "const leaseSeconds = 2_000;"]],
    caughtBy: races("races/customer-answers-lost.test.ts", "G1, G4: lose request"),
  },
  {
    name: "a lease that is over at once",
    guarantee: "G4",
    file: "packages/postgres/src/lease.ts",
    edits: [["const leaseSeconds = 2;", "const leaseSeconds = -1;"]],
    caughtBy: journalOnPostgres("G4: who has taken an effect"),
  },
  {
    name: "the last to settle wins",
    guarantee: "G4",
    file: "packages/postgres/src/journal.ts",
    edits: [
      [
        "if (settled !== null) return unchanged(settled);",
        'if (settled?.is === "void") return unchanged(settled);',
      ],
    ],
    caughtBy: journalOnPostgres("G4: the first outcome stays"),
  },
  {
    name: "an outcome without what follows from it",
    guarantee: "G4",
    file: "packages/postgres/src/journal.ts",
    edits: [
      [
        `      return transition({ accountId, actor, effectId, ...checkout }, (state, settled) => {
        if (settled !== null) return unchanged(settled);
        const next = decideSettled(state, intent, outcome);
        return {
          ...next,
          answer: outcome,
          writes: [{ write: "effect.settle", effectId, outcome }, ...next.writes],
        };
      });`,
        `      return transition({ accountId, actor, effectId, ...checkout }, (_, settled) => ({
        ...unchanged(settled ?? outcome),
        writes: settled === null ? [{ write: "effect.settle", effectId, outcome }] : [],
      })).then((answer) =>
        transition({ accountId, actor, ...checkout }, (state) => ({
          ...decideSettled(state, intent, answer),
          answer,
        })),
      );`,
      ],
    ],
    caughtBy: journalOnPostgres("G4: an outcome and what follows"),
  },
  {
    name: "a new generation without voiding the last",
    guarantee: "G4",
    file: "packages/postgres/src/journal.ts",
    edits: [[`SET outcome = '{"is":"void"}', settled_at = now()`, "SET lease_until = now()"]],
    caughtBy: journalOnPostgres("G4: an effect that is given up"),
  },
  {
    name: "decided without the account’s lock",
    guarantee: "G2",
    file: trialsAndSeats,
    edits: [["WHERE id = of_account FOR NO KEY UPDATE;", "WHERE id = of_account;"]],
    caughtBy: journalOnPostgres("G2: a decision waits for another one"),
  },
  {
    name: "decided beside a claim that is under way",
    guarantee: "G2",
    file: trialsAndSeats,
    edits: [["ORDER BY slot, generation FOR UPDATE", "ORDER BY slot, generation"]],
    caughtBy: journalOnPostgres("G2: a decision waits for a claim"),
  },
  {
    name: "no index on a trial’s card",
    guarantee: "G3",
    file: trialsAndSeats,
    edits: [["CREATE UNIQUE INDEX trial_use_card", "CREATE INDEX trial_use_card"]],
    caughtBy: races("races/one-trial.test.ts", "G3: without its unique index"),
  },
  {
    name: "an upsert with an empty update",
    guarantee: "G3",
    file: "packages/postgres/src/apply-decision.ts",
    edits: [["        update: row,\n", "        update: {},\n"]],
    caughtBy: races("races/events-in-any-order.test.ts", "G5: the end of an old subscription"),
  },
  {
    name: "a change without an audit event is let through",
    guarantee: "G7",
    file: "packages/postgres/src/apply-decision.ts",
    edits: [
      [
        "if (audit.length === 0 && writes.some(isBillingChange))",
        "if (audit.length < 0 && writes.some(isBillingChange))",
      ],
    ],
    caughtBy: races("lifecycle/untold-change.test.ts", "G7: a decision that changes billing"),
  },
  {
    name: "the inbox takes an event twice",
    guarantee: "G5",
    file: "packages/postgres/src/inbox.ts",
    edits: [["  ON CONFLICT DO NOTHING RETURNING id`", "  RETURNING id`"]],
    caughtBy: races("lifecycle/webhook-door.test.ts", "G5: replayed fifty times at once"),
  },
  {
    name: "an event is done when its work has failed",
    guarantee: "G5",
    file: "packages/postgres/src/inbox.ts",
    edits: [
      [
        '"attempts = attempts + 1, last_error',
        '"processed_at = now(), attempts = attempts + 1, last_error',
      ],
    ],
    caughtBy: races("lifecycle/webhook-door.test.ts", "G5: its work fails once"),
  },
  {
    name: "what a change earns is not booked",
    guarantee: "G7",
    file: "packages/postgres/src/book-movements.ts",
    edits: [["  if (movements.length === 0) return;", "  if (movements.length >= 0) return;"]],
    caughtBy: races("lifecycle/revenue.test.ts", "G7: is booked once for each change"),
  },
  {
    name: "a turn is taken before its event can be seen",
    guarantee: "G5",
    file: "packages/postgres/src/turns.ts",
    edits: [["     FOR KEY SHARE`", "`"]],
    caughtBy: races("storm/inbox.test.ts", "G5: is among those of that turn"),
  },
  {
    name: "two turns of one customer at once",
    guarantee: "G5",
    file: "packages/postgres/src/turns.ts",
    edits: [["        groupConcurrency: 1,\n", ""]],
    caughtBy: races("storm/inbox.test.ts", "G5: is one at a time on all nodes"),
  },
];
