import { type AccountId, isAccountId } from "@idem/domain";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Accounts, Viewer } from "./context.ts";
import { signedInProcedure } from "./trpc.ts";

export const accountShape = {
  accountId: z
    .custom<AccountId>((value) => typeof value === "string" && isAccountId(value), {
      message: "Expected an account id.",
    })
    .optional(),
};

/** For procedures that need no more than the account: a field they do not know is refused, as everywhere. */
export const accountOnly = z.strictObject(accountShape).default({});

/**
 * Every procedure about somebody's billing is built on this one, so that the question "may they?" cannot be left out
 * (G8). Somebody else's account and one that does not exist are answered alike: there is nothing to enumerate.
 */
export const accountProcedure = signedInProcedure
  .input(z.object(accountShape).default({}))
  .use(async ({ ctx, input, next }) =>
    next({ ctx: { accountId: await billableAccount(ctx.accounts, ctx.viewer, input.accountId) } }),
  );

/** The account that is meant, if the viewer may bill for it; their own unless they name another. */
export async function billableAccount(
  accounts: Accounts,
  viewer: Viewer,
  asked: AccountId | undefined,
): Promise<AccountId> {
  if (asked === undefined) return accounts.ownAccount(viewer);
  if (await accounts.mayBill(viewer, asked)) return asked;
  throw new TRPCError({
    code: "FORBIDDEN",
    message: "You have no access to this account’s billing.",
  });
}
