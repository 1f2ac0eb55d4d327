import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Person, signUp } from "./sign-up.ts";

export type Organization = { accountId: string; owner: Person; biller: Person; member: Person };

const withId = z.object({ id: z.string() });

/** An organization with an owner, somebody for the billing, and a member without any right to it. */
export async function foundOrganization(url: string): Promise<Organization> {
  const owner = await signUp(url);
  const founded = await ask(owner, "/organization/create", {
    name: "Acme",
    slug: `org-${randomUUID()}`,
  });
  const { id } = withId.parse(await founded.json());
  const [biller, member] = [await join(owner, id, "billing"), await join(owner, id, "member")];
  const accounts = await owner.client.billing.accounts.query();
  const accountId = accounts.find(({ kind }) => kind === "organization")?.accountId;
  if (accountId === undefined) throw new Error("The owner of an organization has its account.");
  return { accountId, owner, biller, member };
}

async function join(owner: Person, organizationId: string, role: string): Promise<Person> {
  const person = await signUp(owner.url);
  const invited = await ask(owner, "/organization/invite-member", {
    email: person.email,
    role,
    organizationId,
  });
  const { id: invitationId } = withId.parse(await invited.json());
  await ask(person, "/organization/accept-invitation", { invitationId });
  return person;
}

async function ask({ url, cookie }: Person, path: string, body: unknown): Promise<Response> {
  const answer = await fetch(`${url}/api/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie, origin: url },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
