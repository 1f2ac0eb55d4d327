import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { verifyDeeds } from "@idem/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hire, type StaffMember } from "../world/hire.ts";
import { signUp } from "../world/sign-up.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { tamper } from "../world/tamper.ts";

let world: World;
let admin: StaffMember;
let other: StaffMember;
beforeAll(async () => {
  world = await startWorld({ webhooks: false });
  [admin, other] = await Promise.all([hire(world, "admin"), hire(world, "admin")]);
  for (const reason of ["first", "second", "third", "fourth", "fifth"])
    await admin.client.admin.events.replayFailed.mutate(press(reason));
  await tamper(world.databaseUrl, "CREATE TABLE kept_deed AS TABLE staff_deed");
});
afterAll(() => world.close());

const press = (reason: string) => ({ actionId: randomUUID(), reason });

const log = (question: { limit?: number; from?: string } = {}) =>
  admin.client.admin.audit.list.query({ by: "staff", ...question });

/** As it was, with the guards switched off. */
const mend = () =>
  tamper(
    world.databaseUrl,
    `DELETE FROM staff_deed; INSERT INTO staff_deed SELECT * FROM kept_deed;
     UPDATE staff_log SET (seq, hash) = (SELECT seq, hash FROM staff_deed ORDER BY seq DESC LIMIT 1)`,
  );

const failedEvents = (count: number) =>
  world.prisma.webhookEvent.createMany({
    data: Array.from({ length: count }, () => ({
      id: `evt_${randomUUID()}`,
      type: "customer.subscription.updated",
      stripeCustomerId: "cus_of_nobody",
      payload: {},
      createdAt: new Date(),
      failedAt: new Date(),
    })),
  });

describe("G7: what staff do that stands in no account’s story is one chain", () => {
  it("G7: untouched it is whole, wherever it is looked at", async () => {
    expect(await verifyDeeds(world.prisma)).toEqual({ is: "intact", events: 5 });
    expect((await log()).broken).toEqual([]);
    expect((await log({ limit: 2 })).broken).toEqual([]);
  });

  const copied = "id || 'x', at, user_id, request_id, action, details, reason, NULL";
  it.each([
    ["a reason changed", "UPDATE staff_deed SET reason = 'another' WHERE seq = 3", 3],
    ["an author changed", "UPDATE staff_deed SET user_id = 'another' WHERE seq = 3", 3],
    ["what was done changed", "UPDATE staff_deed SET details = '{}' WHERE seq = 3", 3],
    ["a moment changed", "UPDATE staff_deed SET at = at - interval '1 s' WHERE seq = 3", 3],
    ["one removed", "DELETE FROM staff_deed WHERE seq = 3", 3],
    ["the first removed", "DELETE FROM staff_deed WHERE seq = 1", 1],
    ["the last removed", "DELETE FROM staff_deed WHERE seq = 5", 5],
    ["the last two removed", "DELETE FROM staff_deed WHERE seq > 3", 4],
    ["all removed", "DELETE FROM staff_deed", 1],
    [
      "two exchanged",
      `UPDATE staff_deed SET seq = -seq WHERE seq IN (2, 3);
       UPDATE staff_deed SET seq = seq + 5 WHERE seq IN (-2, -3)`,
      2,
    ],
    [
      "one put between",
      `UPDATE staff_deed SET seq = seq + 100 WHERE seq > 2; UPDATE staff_deed SET seq = seq - 99 WHERE seq > 100;
       INSERT INTO staff_deed (id, at, user_id, request_id, action, details, reason, action_id, seq, previous, hash)
       SELECT ${copied}, 3, hash, 'forged' FROM staff_deed WHERE seq = 2`,
      3,
    ],
    [
      "one added behind the end",
      `INSERT INTO staff_deed (id, at, user_id, request_id, action, details, reason, action_id, seq, previous, hash)
       SELECT ${copied}, 6, hash, 'forged' FROM staff_deed WHERE seq = 5`,
      6,
    ],
    [
      "one removed and the rest moved up",
      "DELETE FROM staff_deed WHERE seq = 3; UPDATE staff_deed SET seq = seq - 1 WHERE seq > 3",
      3,
    ],
  ])(
    "G7: %s, with the guards switched off: shown on the page, named by the check of all",
    async (_what, sql, atSeq) => {
      await tamper(world.databaseUrl, sql);
      try {
        expect(await verifyDeeds(world.prisma)).toEqual({ is: "broken", atSeq });
        const { broken } = await log();
        expect(broken).toEqual([{ accountId: null, accountName: null, atSeq }]);
      } finally {
        await mend();
      }
      expect(await verifyDeeds(world.prisma)).toEqual({ is: "intact", events: 5 });
    },
  );

  it("G7: an end that was cut off is shown also where older lines are looked at", async () => {
    const { lines } = await log();
    await tamper(world.databaseUrl, "DELETE FROM staff_deed WHERE seq = 5");
    try {
      const { broken } = await log({ from: lines.at(-1)?.id ?? "none", limit: 1 });
      expect(broken).toEqual([{ accountId: null, accountName: null, atSeq: 5 }]);
    } finally {
      await mend();
    }
  });

  it("G7: a line of an account that was changed is shown on the page of all logs too", async () => {
    const { accountId } = await signUp(world.url);
    await admin.client.admin.customers.resync.mutate({ accountId, ...press("is it paid?") });
    expect((await log({ limit: 1 })).broken).toEqual([]);
    const where = `account_id = '${accountId}' AND action = 'account.resync_asked'`;
    await tamper(world.databaseUrl, `UPDATE audit_event SET reason = 'other' WHERE ${where}`);
    const { broken, lines } = await log({ limit: 1 });
    expect(broken).toMatchObject([{ accountId, atSeq: lines[0]?.seq }]);
    await tamper(world.databaseUrl, `UPDATE audit_event SET reason = 'is it paid?' WHERE ${where}`);
    expect((await log({ limit: 1 })).broken).toEqual([]);
  });

  it("G7: those from before the chain are sealed as they stand by the migration, in their order", async () => {
    await tamper(
      world.databaseUrl,
      `UPDATE staff_deed SET seq = seq + 1000, previous = '', hash = '';
       UPDATE staff_log SET seq = 0, hash = ''; ${sealingOfMigration()}`,
    );
    expect(await verifyDeeds(world.prisma)).toEqual({ is: "intact", events: 5 });
    await mend();
  });

  it("G7: deeds of many at the same moment stand one after the other, and one asking is one", async () => {
    await failedEvents(3);
    const [mine, others] = [press("the bells were off"), press("somebody called")];
    const answers = await Promise.all([
      ...[mine, mine, mine].map((asked) => admin.client.admin.events.replayFailed.mutate(asked)),
      other.client.admin.events.replayFailed.mutate(others),
      other.client.admin.passes.begin.mutate({ reason: "after the outage" }),
    ]);
    const [first, second, third, fourth] = answers;
    expect([second, third]).toEqual([first, first]);
    expect(fourth).not.toEqual(first);
    const replayed = [first, fourth].map((one) => (one && "replayed" in one ? one.replayed : 0));
    expect(replayed.toSorted()).toEqual([0, 3]);
    expect(await verifyDeeds(world.prisma)).toEqual({ is: "intact", events: 8 });
    const { lines } = await log({ limit: 3 });
    expect(new Set(lines.map(({ id }) => id))).toEqual(new Set(answers.map((one) => one.deedId)));
    expect(lines.map(({ reason }) => reason)).toContain("the bells were off");
  });

  it("G7: a deed that a statement leaves out, because there is one like it, leaves the chain whole", async () => {
    const before = await verifyDeeds(world.prisma);
    await world.prisma.$executeRaw`
      INSERT INTO staff_deed (id, user_id, request_id, action, details)
      SELECT id, user_id, request_id, action, details FROM staff_deed WHERE seq = 1 ON CONFLICT DO NOTHING`;
    expect(await verifyDeeds(world.prisma)).toEqual(before);
  });

  it("a link to a deed begins the log with it, and with the latest where there is none", async () => {
    const { lines } = await log();
    const oldest = lines.findLast(({ isDeed }) => isDeed);
    const from = await log({ from: oldest?.id ?? "none" });
    expect(from.lines[0]).toMatchObject({ id: oldest?.id, reason: "first" });
    expect((await log({ from: "none" })).lines).toEqual(lines);
  });

  it("every answer to what is written down so names its deed", async () => {
    const { id: passId, deedId: ofPass } = await admin.client.admin.passes.begin.mutate({
      reason: "after the outage",
    });
    const asked = { reason: "spring cleaning", refund: "none" } as const;
    const plans = await Promise.all([
      admin.client.admin.duplicates.begin.mutate(asked),
      other.client.admin.duplicates.begin.mutate(asked),
    ]);
    expect(plans[0].deedId).toBe(plans[1].deedId);
    const named = async (id: string) => (await log({ from: id, limit: 1 })).lines[0];
    expect(await named(ofPass)).toMatchObject({
      id: ofPass,
      raw: { after: { reconciliation: passId } },
    });
    expect(await named(plans[0].deedId ?? "none")).toMatchObject({
      action: "duplicates.planned",
      reason: "spring cleaning",
    });
  });
});

/** What the migration does to those that it finds. */
function sealingOfMigration(): string {
  const file = "prisma/migrations/20261127020000_sealed_deeds/migration.sql";
  const sql = readFileSync(path.join(import.meta.dirname, "../../../..", file), "utf8");
  const [sealing] = /^DO \$\$.*?^\$\$;/ms.exec(sql) ?? [];
  if (sealing === undefined) throw new Error("The migration seals nothing.");
  return sealing;
}
