import type { HeldPass, Pass, Reconciliations } from "@idem/billing";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { statement } from "./statement.ts";
import type { PassRow, SuspectRow, Tables } from "./tables.ts";

const leaseMs = 30_000;

/** The passes of `packages/postgres`, with one row at most that is running. */
export function createReconciliations(sim: Sim, life: Life): Reconciliations {
  const { tables, clocks, flaws } = sim;
  const says = (what: string, run: () => void) =>
    statement(sim, life, { says: () => `the pass: ${what}`, run });
  const asking = <T>(what: string, run: () => T) =>
    statement(sim, life, { says: () => `the pass: ${what}`, run });
  const held = ({ id, worker }: HeldPass): PassRow | null =>
    tables.pass?.id === id && tables.pass.worker === worker ? tables.pass : null;
  const dismiss = (accountId: SuspectRow["accountId"]) =>
    tables.pass?.suspects.delete(accountId) ?? false;

  return {
    begin: () =>
      asking("begins", () => {
        const isJoined = tables.pass !== null;
        tables.pass ??= newPass(sim.newId("pass"), clocks.databaseMs);
        return { ...tables.pass, isJoined };
      }),
    beginWhenDue: async () => {},
    found: async () => [],
    read: () => asking("is read", () => tables.pass ?? ended(tables)),
    claim: (worker) =>
      asking("is taken", () => {
        const { pass } = tables;
        const isFree = pass?.worker === worker || (pass?.leaseUntilMs ?? 0) < clocks.databaseMs;
        if (pass === null || !isFree) return null;
        const mine = { ...pass, worker, leaseUntilMs: clocks.databaseMs + leaseMs };
        tables.pass = mine;
        return mine;
      }),
    release: async () => {},
    known: ({ customers, subscriptions, accounts }) =>
      asking("reads rows", () =>
        [...tables.accounts.values()]
          .map(({ account, customer, subscription }) => ({
            accountId: account.id,
            stripeCustomerId: customer?.stripeCustomerId ?? null,
            subscription,
          }))
          .filter(
            (one) =>
              accounts.includes(one.accountId) ||
              customers.includes(one.stripeCustomerId ?? "") ||
              subscriptions.includes(one.subscription?.stripeSubscriptionId ?? ""),
          ),
      ),
    keepPage: (pass, { stage, cursor, seen, doubted }) =>
      says(`keeps a page of ${pass.stage}`, () => {
        const row = held(pass);
        if (row === null || row.page !== pass.page) return;
        for (const id of seen) row.seen.add(id);
        for (const { accountId, strangerId } of doubted)
          if (!row.suspects.has(accountId) && !flaws.has("pass doubts nobody"))
            row.suspects.set(accountId, {
              accountId,
              strangerId,
              looks: 0,
              sighting: null,
              dueAtMs: clocks.databaseMs,
            });
        tables.pass = { ...row, stage, cursor, page: row.page + 1 };
      }),
    countUnlisted: async () => ({ unlisted: 0, customers: 0 }),
    unlisted: (_pass, after) =>
      asking("asks who was not listed", () =>
        [...tables.accounts.values()]
          .filter(({ customer, subscription, checkouts }) =>
            [
              customer?.stripeCustomerId,
              subscription?.stripeSubscriptionId,
              checkouts.find(({ status }) => status === "OPEN")?.stripeSessionId,
            ].some((id) => id && !tables.pass?.seen.has(id)),
          )
          .map(({ account }) => account.id)
          .filter((id) => id > (after ?? "")),
      ),
    due: () =>
      asking("asks whom to look at", () =>
        [...(tables.pass?.suspects.values() ?? [])]
          .filter(({ dueAtMs }) => dueAtMs <= clocks.databaseMs)
          .map((one) => ({ ...one, isInFlight: isInFlight(tables, one) })),
      ),
    nextDueInMs: () =>
      asking("asks when to look again", () => {
        const due = [...(tables.pass?.suspects.values() ?? [])].map(({ dueAtMs }) => dueAtMs);
        return due.length === 0 ? null : Math.max(0, Math.min(...due) - clocks.databaseMs);
      }),
    acquit: (_pass, { accountId }, because) =>
      says(`${accountId}: ${because}`, () => dismiss(accountId)),
    watch: (_pass, { accountId, looks }, { seen, againInMs }) =>
      says(`${accountId} is looked at again`, () => {
        const row = tables.pass?.suspects.get(accountId);
        if (row?.looks !== looks) return;
        const dueAtMs = clocks.databaseMs + againInMs;
        tables.pass?.suspects.set(accountId, { ...row, looks: looks + 1, sighting: seen, dueAtMs });
      }),
    convict: (_pass, { accountId }, { outcome, differences }) =>
      says(`${accountId} ${outcome}: ${differences.map(({ field }) => field).join(", ")}`, () => {
        if (dismiss(accountId)) tables.drifts.push({ accountId, outcome });
      }),
    finish: (pass) =>
      asking("has come to its end", () => {
        if (held(pass) !== null) tables.pass = null;
        return { ...pass, state: "FINISHED" as const };
      }),
  };
}

const newPass = (id: string, startedAtMs: number): PassRow => ({
  id,
  askedBy: "the schedule",
  state: "RUNNING",
  stage: "subscriptions",
  cursor: null,
  page: 0,
  expected: 0,
  inSync: null,
  listed: 0,
  looks: 0,
  inFlight: 0,
  healed: 0,
  kept: 0,
  missedWebhooks: 0,
  startedAtMs,
  finishedAtMs: null,
  lastEventAtMs: null,
  note: null,
  worker: "",
  leaseUntilMs: 0,
  seen: new Set(),
  suspects: new Map(),
});

const ended = (tables: Tables): Pass => ({
  ...newPass("the last", 0),
  state: "FINISHED",
  kept: tables.drifts.length,
});

function isInFlight({ accounts, events, effects }: Tables, { accountId }: SuspectRow): boolean {
  const customerId = accounts.get(accountId)?.customer?.stripeCustomerId;
  return (
    [...events.values()].some((one) => !one.processed && one.stripeCustomerId === customerId) ||
    [...effects.values()].some(
      ({ accountId: whose, outcome, attempts, intent }) =>
        whose === accountId &&
        outcome === null &&
        (attempts > 0 || intent.kind !== "session.create"),
    )
  );
}
