import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startWorld, type World } from "../world/start-world.ts";
import { type Caller, signUp } from "./caller.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const withId = z.object({ id: z.string() });

async function found(owner: Caller): Promise<string> {
  const slug = `org-${crypto.randomUUID()}`;
  const answer = await owner.post("/organization/create", { name: "Acme", slug });
  return withId.parse(await answer.json()).id;
}

async function join(owner: Caller, organizationId: string, role: string): Promise<Caller> {
  const person = await signUp(world.url);
  const invited = await owner.post("/organization/invite-member", {
    email: person.email,
    role,
    organizationId,
  });
  const { id: invitationId } = withId.parse(await invited.json());
  expect((await person.post("/organization/accept-invitation", { invitationId })).status).toBe(200);
  return person;
}

const organizationAccount = async (person: Caller) =>
  (await person.client.billing.accounts.query()).find(({ kind }) => kind === "organization")
    ?.accountId;

test("G8: owner and billing people share the organization's one account, members and strangers have none", async () => {
  const owner = await signUp(world.url);
  const organizationId = await found(owner);
  const [biller, member, stranger] = [
    await join(owner, organizationId, "billing"),
    await join(owner, organizationId, "member"),
    await signUp(world.url),
  ];
  const accountId = await organizationAccount(owner);
  if (accountId === undefined) throw new Error("The owner has the organization's account.");
  expect(await organizationAccount(biller)).toBe(accountId);
  expect((await biller.client.billing.current.query({ accountId })).accountId).toBe(accountId);

  const start = {
    priceId: "plus_year_usd",
    attempt: "attempt-1",
    revision: 0,
    ui: "embedded",
  } as const;
  for (const outsider of [member, stranger]) {
    expect(await organizationAccount(outsider)).toBeUndefined();
    const { billing, checkout } = outsider.client;
    const asked = [
      billing.current.query({ accountId }),
      billing.invoices.query({ accountId }),
      checkout.start.mutate({ ...start, accountId }),
      checkout.status.query({ sessionId: "cs_test_1", accountId }),
      checkout.quote.query({ priceId: "plus_year_usd", accountId }),
    ];
    for (const answer of await Promise.allSettled(asked))
      expect(answer).toMatchObject({ status: "rejected", reason: { data: { code: "FORBIDDEN" } } });
  }
});

test("G8: somebody else's account and one that does not exist are answered alike", async () => {
  const [mine, theirs] = [await signUp(world.url), await signUp(world.url)];
  const { accountId } = await theirs.client.billing.current.query();
  const ask = (asked: `acc_${string}`) =>
    mine.client.billing.current.query({ accountId: asked }).catch((error: Error) => error.message);
  expect(await ask(accountId)).toBe(await ask("acc_00000000000000000000000000000000"));
});

test("G8: a right that is taken away is gone at the next call", async () => {
  const owner = await signUp(world.url);
  const organizationId = await found(owner);
  const biller = await join(owner, organizationId, "billing");
  const accountId = await organizationAccount(biller);
  const removed = await owner.post("/organization/remove-member", {
    memberIdOrEmail: biller.email,
    organizationId,
  });
  expect(removed.status).toBe(200);
  await expect(biller.client.billing.current.query({ accountId })).rejects.toThrow("no access");
});

test("an organization that may have been charged cannot be deleted, and no member can make themselves owner", async () => {
  const owner = await signUp(world.url);
  const organizationId = await found(owner);
  const member = await join(owner, organizationId, "member");
  expect((await owner.post("/organization/delete", { organizationId })).ok).toBe(false);
  const promoted = await member.post("/organization/update-member-role", {
    memberId: member.userId,
    role: "owner",
    organizationId,
  });
  expect(promoted.ok).toBe(false);
});
