import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { field } from "./field.ts";

export type SignedIn = { name: string; email: string; isStaff: boolean };

/** Who is signed in, or `null`. Asked once a visit and again after signing in or out. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<SignedIn | null> => {
    const answer = await fetch("/api/auth/get-session", { signal });
    if (!answer.ok) throw new Error(`The session could not be read (${answer.status}).`);
    return signedIn(await answer.json());
  },
});

/**
 * Forgets everything that was read as somebody else, and asks anew who is signed in. Called after signing in: no page may
 * show another visitor's plan for even a moment.
 */
export async function renewSession(cache: QueryClient): Promise<void> {
  cache.removeQueries({ type: "inactive" });
  await cache.resetQueries();
}

function signedIn(body: unknown): SignedIn | null {
  const user = field(body, "user");
  const name = field(user, "name");
  const email = field(user, "email");
  const role = field(user, "role");
  // Only so that the way there is shown: what staff may see is decided by the server, each time.
  const isStaff = role === "admin" || role === "support";
  return typeof name === "string" && typeof email === "string" ? { name, email, isStaff } : null;
}
