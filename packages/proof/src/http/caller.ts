import { randomUUID } from "node:crypto";
import { createIdemClient, type IdemClient } from "@idem/client";
import { z } from "zod";

/** Somebody signed in, with what it takes to call every door as them. */
export type Caller = {
  email: string;
  userId: string;
  token: string;
  cookie: string;
  client: IdemClient;
  /** Calls an auth endpoint as this person. */
  post(path: string, body: unknown): Promise<Response>;
};

const signedUp = z.object({ token: z.string(), user: z.object({ id: z.string() }) });

export const password = "correct horse battery";

export function postAuth(
  url: string,
  path: string,
  { body, headers = {} }: { body: unknown; headers?: Record<string, string> },
): Promise<Response> {
  return fetch(`${url}/api/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Signs somebody new up over HTTP. */
export async function signUp(url: string): Promise<Caller> {
  const email = `${randomUUID()}@example.com`;
  return open(url, { email, path: "/sign-up/email", body: { email, password, name: "Pat" } });
}

export const signIn = (url: string, person: { email: string; password: string }): Promise<Caller> =>
  open(url, { email: person.email, path: "/sign-in/email", body: person });

async function open(
  url: string,
  { email, path, body }: { email: string; path: string; body: unknown },
): Promise<Caller> {
  const answer = await postAuth(url, path, { body });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const { token, user } = signedUp.parse(await answer.json());
  const headers = { authorization: `Bearer ${token}` };
  return {
    email,
    userId: user.id,
    token,
    cookie,
    client: createIdemClient({ url, headers: () => headers }),
    post: (to, sent) => postAuth(url, to, { body: sent, headers }),
  };
}
