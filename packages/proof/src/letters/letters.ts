import type { LocalMailbox } from "@idem/local-mailbox";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import type { World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

/** Buys yearly Plus: our rows have it, and the letters about it are written down, before this answers. */
export async function buy(world: World, at = world.url): Promise<Person> {
  const person = { ...(await signUp(world.url)), url: at };
  const { sessionId } = await startReady(person);
  await world.control.pay(sessionId);
  await until(
    "the purchase is known",
    async () => {
      const input = encodeURIComponent(JSON.stringify({ sessionId }));
      const answer = await fetch(`${at}/api/trpc/checkout.status?input=${input}`, {
        headers: { cookie: person.cookie, origin: at },
        signal: AbortSignal.timeout(30_000),
      });
      return (await answer.text()).includes('"is":"active"');
    },
    { withinMs: 30_000 },
  );
  return person;
}

/** What a person got, the first first: subject and how often. */
export const lettersTo = (mailbox: LocalMailbox, { email }: Person) =>
  mailbox
    .messages()
    .filter(({ to }) => to === email)
    .toSorted((a, b) => (a.subject < b.subject ? 1 : -1));

export const welcomeAndReceipt = ["Welcome to Plus", "Receipt for $192.00"];

/** The journal's rows of a person's letters. */
export const lettersInJournal = (world: World, { accountId }: Person) =>
  world.prisma.effect.findMany({ where: { accountId, kind: "email.send" } });

export const allSent = (world: World, person: Person, withinMs = 30_000) =>
  until(
    "every letter has its outcome",
    async () => {
      const rows = await lettersInJournal(world, person);
      return rows.length > 0 && rows.every(({ settledAt }) => settledAt !== null);
    },
    { withinMs },
  );

/** The minutes pass for which whoever has taken a letter is left alone with it. */
export const leaseRunsOut = (world: World) =>
  world.prisma.effect.updateMany({
    where: { kind: "email.send", settledAt: null },
    data: { leaseUntil: new Date(0) },
  });
