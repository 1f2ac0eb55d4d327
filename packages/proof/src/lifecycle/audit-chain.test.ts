import { execFile } from "node:child_process";
import path from "node:path";
import { toAccountId } from "@idem/domain";
import { verifyAudit } from "@idem/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, signUp } from "../world/sign-up.ts";
import { start, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { tamper } from "../world/tamper.ts";
import { until } from "../world/until.ts";

let world: World;
let person: Person;
beforeAll(async () => {
  world = await startWorld();
  person = await signUp(world.url);
  await live(person);
});
afterAll(() => world.close());

/** Some of everything: races, replaced checkouts, a purchase, a replacement, a cancellation, lost answers. */
async function live(someone: Person): Promise<void> {
  await Promise.all(
    [0, 1, 2, 3, 4, 5].map((revision) =>
      start(someone, { revision, code: revision % 2 ? "WELCOME20" : "SPRING20" }),
    ),
  );
  const first = await startReady(someone, { revision: 6, priceId: "plus_month_usd" });
  await world.control.pay(first.sessionId);
  await isActive(someone, "plus");
  const lost = world.door.next(/^POST \/v1\/checkout\/sessions$/, "lose answer");
  await start(someone, { revision: 7, replace: true, priceId: "enterprise_month_usd" });
  lost.release();
  const second = await until(
    "the lost session is found",
    async () => {
      const answer = await start(someone, {
        revision: 7,
        replace: true,
        priceId: "enterprise_month_usd",
      });
      return answer.is === "ready" && answer;
    },
    { withinMs: 8_000 },
  );
  await world.control.pay(second.sessionId);
  await isActive(someone, "enterprise");
}

const isActive = (someone: Person, planKey: string) =>
  until(
    `${planKey} is active and nothing is in doubt`,
    async () => {
      const { subscription } = await someone.client.billing.current.query();
      const { accountId } = someone;
      const inDoubt = await world.prisma.effect.count({ where: { accountId, settledAt: null } });
      const pending = await world.prisma.webhookEvent.count({ where: { processedAt: null } });
      return (
        subscription?.planKey === planKey && subscription.isLive && inDoubt === 0 && pending === 0
      );
    },
    { withinMs: 8_000 },
  );

const verdict = (someone: Person) => verifyAudit(world.prisma, toAccountId(someone.accountId));

describe("G7: every change has an audit event, and the log cannot be changed unnoticed", () => {
  it("G7: after races, replacements and lost answers the chain is whole and tells the story", async () => {
    expect(await verdict(person)).toMatchObject({ is: "intact" });
    const audited = await idemAudit({ DATABASE_URL: world.databaseUrl });
    expect(audited).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(audited.out)).toMatchObject({
      ...{ accounts: 1, broken: [] },
      staff: { is: "intact", events: 0 },
    });
    const story = await world.prisma.auditEvent.findMany({
      where: { accountId: person.accountId },
      orderBy: { seq: "asc" },
    });
    const actions = new Set(story.map(({ action }) => action));
    for (const action of [
      "customer.created",
      "checkout.opened",
      "checkout.superseded",
      "checkout.session_created",
      "checkout.completed",
      "subscription.started",
      "subscription.replaced",
      "subscription.cancelled_at_stripe",
    ])
      expect(actions).toContain(action);
    expect(
      story
        .filter(({ source }) => source === "customer")
        .every(({ requestId }) => requestId !== null),
    ).toBe(true);
  });

  it("G7: every row that says what was bought, opened or done has its event in the log", async () => {
    const { accountId } = person;
    const count = (action: string) =>
      world.prisma.auditEvent.count({ where: { accountId, action } });
    expect(await count("checkout.opened")).toBe(
      await world.prisma.checkout.count({ where: { accountId } }),
    );
    expect(await count("customer.created")).toBe(
      await world.prisma.customer.count({ where: { accountId } }),
    );
    const done = await world.prisma.$queryRaw<{ kind: string; n: number }[]>`
      SELECT kind, count(*)::int AS n FROM effect WHERE account_id = ${accountId} AND outcome->>'is' = 'done' GROUP BY kind`;
    const made = Object.fromEntries(done.map(({ kind, n }) => [kind, n]));
    expect(await count("checkout.session_created")).toBe(made["session.create"]);
    expect(await count("subscription.cancelled_at_stripe")).toBe(made["subscription.cancel"]);
  });

  it.each([
    "UPDATE audit_event SET reason = 'because'",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
    "TRUNCATE audit_event, webhook_event",
  ])("G7: %s is refused by the database, whoever asks", async (sql) => {
    await expect(world.prisma.$executeRawUnsafe(sql)).rejects.toThrow("append-only");
  });

  it.each([
    [
      "an image changed",
      (id: string) =>
        `UPDATE audit_event SET after = '{"status":"active"}' WHERE account_id = '${id}' AND seq = 3`,
    ],
    [
      "an author changed",
      (id: string) =>
        `UPDATE audit_event SET user_id = 'somebody' WHERE account_id = '${id}' AND seq = 3`,
    ],
    [
      "one in the middle removed",
      (id: string) => `DELETE FROM audit_event WHERE account_id = '${id}' AND seq = 3`,
    ],
    [
      "the last one removed",
      (id: string) =>
        `DELETE FROM audit_event WHERE account_id = '${id}' AND seq = (SELECT max(seq) FROM audit_event WHERE account_id = '${id}')`,
    ],
    [
      "two exchanged",
      (id: string) =>
        `UPDATE audit_event SET seq = -seq WHERE account_id = '${id}' AND seq IN (2, 3)`,
    ],
  ])("G7: %s, with the guards switched off: found, and named by its place", async (_what, sql) => {
    const victim = await signUp(world.url);
    for (const revision of [0, 1, 2])
      await startReady(victim, { revision, code: revision % 2 ? "WELCOME20" : null });
    expect(await verdict(victim)).toMatchObject({ is: "intact" });
    await tamper(world.databaseUrl, sql(victim.accountId));
    expect(await verdict(victim)).toMatchObject({ is: "broken", atSeq: expect.any(Number) });
    expect(await verdict(person)).toMatchObject({ is: "intact" });
  });

  it("G7: one command checks every account, ends with 1, and names whose log is not what was written", async () => {
    const audit = await idemAudit({ DATABASE_URL: world.databaseUrl });
    expect(audit.code).toBe(1);
    const { accounts, broken } = JSON.parse(audit.out);
    expect(accounts).toBe(await world.prisma.billingAccount.count());
    const tampered: string[] = [];
    for (const { id } of await world.prisma.billingAccount.findMany({ orderBy: { id: "asc" } }))
      if ((await verifyAudit(world.prisma, toAccountId(id))).is === "broken") tampered.push(id);
    expect(tampered.length).toBeGreaterThan(0);
    expect(broken.map(({ accountId }: { accountId: string }) => accountId)).toEqual(tampered);
    expect(await idemAudit({})).toMatchObject({
      code: 2,
      err: expect.stringMatching(/DATABASE_URL/),
    });
  });
});

it("G7: the same command checks the staff’s own log, and names the first deed that is not what was written", async () => {
  for (const id of ["deed-one", "deed-two"])
    await world.prisma.$executeRaw`
      INSERT INTO staff_deed (id, user_id, request_id, action, details)
      VALUES (${id}, 'user', 'request', 'events.replayed', '{}')`;
  const staffOf = ({ out }: { out: string }) => JSON.parse(out).staff;
  const before = await idemAudit({ DATABASE_URL: world.databaseUrl });
  expect(staffOf(before)).toEqual({ is: "intact", events: 2 });
  await tamper(world.databaseUrl, "DELETE FROM staff_deed WHERE id = 'deed-two'");
  const after = await idemAudit({ DATABASE_URL: world.databaseUrl });
  expect(after.code).toBe(1);
  expect(staffOf(after)).toEqual({ is: "broken", atSeq: 2 });
});

const main = path.join(import.meta.dirname, "../../../../apps/cli/src/main.ts");

/** As a shell would run it. */
function idemAudit(env: Record<string, string>) {
  const ended = Promise.withResolvers<{ code: number; out: string; err: string }>();
  const line = [main, "audit", "--json"];
  const child = execFile(process.execPath, line, { env }, (_failed, out, err) =>
    ended.resolve({ code: child.exitCode ?? -1, out, err }),
  );
  return ended.promise;
}
