import { randomUUID } from "node:crypto";
import type { IdemClient } from "@idem/client";
import type { AccountId } from "@idem/domain";
import { clientAt } from "./client-at.ts";

export type Person = {
  email: string;
  cookie: string;
  /** The node they signed up at. */
  url: string;
  client: IdemClient;
  accountId: AccountId;
};

/** Somebody who has just signed up, with the typed client in their hands. */
export async function signUp(url: string): Promise<Person> {
  const email = `${randomUUID()}@example.com`;
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email, password: "a long password", name: "Pat Person" }),
  });
  if (!answer.ok) throw new Error(`Sign-up failed: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
  const client = clientAt(url, { cookie });
  const { accountId } = await client.billing.current.query();
  return { email, cookie, url, client, accountId };
}
