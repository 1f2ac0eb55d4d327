import { field } from "../../app/field.ts";

/** What came of an authentication request: done, or why not, with the server's own code where it gives one. */
export type AuthAnswer =
  | { is: "done" }
  | { is: "offline" }
  | { is: "refused"; code: string | null; status: number };

export const signUp = (person: { name: string; email: string; password: string }) =>
  post("sign-up/email", person);

export const signIn = (credentials: { email: string; password: string }) =>
  post("sign-in/email", credentials);

export const signOut = () => post("sign-out", {});

/** Answers alike whether the address has an account or not: there is nothing to find out here. */
export const requestReset = (email: string) =>
  post("request-password-reset", { email, redirectTo: "/reset-password" });

export const resetPassword = (reset: { token: string; newPassword: string }) =>
  post("reset-password", reset);

/** better-auth's HTTP interface, asked directly: its browser client would cost more than the pages that use it. */
async function post(path: string, body: Record<string, string>): Promise<AuthAnswer> {
  const answer = await fetch(`/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (answer === null) return { is: "offline" };
  if (answer.ok) return { is: "done" };
  const code = field(await answer.json().catch(() => null), "code");
  return { is: "refused", code: typeof code === "string" ? code : null, status: answer.status };
}
