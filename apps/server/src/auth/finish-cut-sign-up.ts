import { createAuthMiddleware } from "better-auth/api";
import { z } from "zod";

/** Longer than any sign-up takes, so that one which is still on its way is left alone. */
const minAgeMs = 60_000;

const bodySchema = z.object({ email: z.string() });

/**
 * Sign-up writes the person and then their password. A process that dies in between leaves an address that can neither
 * sign in nor sign up: here such a person, who has no password and has never been signed in, makes room for the next
 * try. One who owns anything stays, because the database refuses to let them go.
 */
export const finishCutSignUp = createAuthMiddleware(async ({ path, body, context }) => {
  if (path !== "/sign-up/email") return;
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return;
  const { internalAdapter, adapter } = context;
  const found = await internalAdapter.findUserByEmail(parsed.data.email.toLowerCase(), {
    includeAccounts: true,
  });
  if (!found || found.accounts.length > 0 || Date.now() - found.user.createdAt.getTime() < minAgeMs)
    return;
  const ofTheirs = [{ field: "userId", value: found.user.id }];
  const held = await Promise.all(
    ["session", "member"].map((model) => adapter.count({ model, where: ofTheirs })),
  );
  if (held.some((count) => count > 0)) return;
  await adapter.delete({ model: "user", where: [{ field: "id", value: found.user.id }] });
});
