import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorld, type World } from "../world/start-world.ts";
import { type Subscriber, subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

const limits = { withinMs: 20_000 };

let world: World;
let person: Subscriber;
beforeAll(async () => {
  world = await startWorld({
    overrides: { doctorEveryHours: 24, reconcileGraceMs: 100, sweepIntervalMs: 100 },
  });
  await until("the first check", async () => (await finished()) === 1, limits);
  person = await subscribe(world);
});
afterAll(() => world.close());

const finished = () => world.prisma.doctorCheck.count({ where: { state: "FINISHED" } });

/** As on the next day; a node looks at the clock when it starts. */
const nextDay = () =>
  world.prisma
    .$executeRaw`UPDATE doctor_check SET scheduled_for = scheduled_for - interval '1 day'`;

const findings = async (url: string): Promise<string> =>
  (await (await fetch(`${url}/metrics`)).text())
    .split("\n")
    .filter((line) => line.startsWith("idem_doctor_findings") && !line.endsWith(" 0"))
    .join("\n");

it("G10: nodes check all accounts when it is due, one of them and once, and the metrics say what was found", async () => {
  expect(await findings(world.url)).toBe("");
  const metadata = { accountId: person.accountId };
  await world.stripe.customers.create({ email: person.email, metadata });
  await nextDay();
  const [first, second] = await Promise.all([world.another(), world.another()]);
  await until("the second check", async () => (await finished()) === 2, limits);
  expect(await findings(first)).toBe(
    'idem_doctor_findings{invariant="one_customer",severity="warning"} 1',
  );
  expect(await findings(second)).toBe(await findings(first));
  expect(await world.prisma.doctorCheck.count()).toBe(2);
});

it("G10: a check whose node has died is begun again by another one, and counts nothing twice", async () => {
  await nextDay();
  await world.prisma.$executeRaw`
    INSERT INTO doctor_check (id, asked_by, scheduled_for, held_until)
    VALUES ('check_dead', 'the schedule', date_bin('24 hours', now(), '2000-01-01 05:00+00'), now() - interval '1 second')`;
  await world.prisma.$executeRaw`
    INSERT INTO doctor_finding (id, check_id, subject, invariant, words, about)
    VALUES ('finding_dead', 'check_dead', ${person.accountId}, 'one_customer', 'seen by the dead', '{}')`;
  const url = await world.another();
  await until("the third check", async () => (await finished()) === 3, limits);
  expect(await findings(url)).toBe(
    'idem_doctor_findings{invariant="one_customer",severity="warning"} 1',
  );
  await expect(
    world.prisma
      .$executeRaw`INSERT INTO doctor_sighting (check_id, stripe_id, kind) VALUES ('check_dead', 'cus_1', 'customer')`,
  ).rejects.toThrow(/doctor_sighting_check_id_fkey/);
});
