import { type AccountId, isAccountId } from "@idem/domain";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { accountShape } from "../account-procedure.ts";
import type { ApiContext } from "../context.ts";
import { codeInput, priceIdInput } from "../inputs.ts";
import { openProcedure } from "../trpc.ts";

/**
 * What a price costs with a code: today, and at each renewal. A code that does not apply is `rejected` with its
 * reason, never silently dropped. Open to visitors: the account only matters for codes that are personal.
 */
export const quote = openProcedure
  .input(z.strictObject({ priceId: priceIdInput, code: codeInput, ...accountShape }))
  .query(async ({ ctx, input }) => {
    if (!ctx.limits.take("quote", ctx.clientKey)) throw tooMany();
    if (input.code !== null && !ctx.limits.take("code", ctx.clientKey)) throw tooMany();
    return ctx.billing.quote({
      priceId: input.priceId,
      code: input.code,
      accountId: await accountOf(ctx, input.accountId),
    });
  });

async function accountOf(ctx: ApiContext, asked: AccountId | undefined): Promise<AccountId | null> {
  if (ctx.viewer === null) {
    if (asked === undefined) return null;
    throw new TRPCError({ code: "UNAUTHORIZED", message: "Please sign in to continue." });
  }
  if (asked === undefined) return ctx.accounts.ownAccount(ctx.viewer);
  if (isAccountId(asked) && (await ctx.accounts.mayBill(ctx.viewer, asked))) return asked;
  throw new TRPCError({
    code: "FORBIDDEN",
    message: "You have no access to this account’s billing.",
  });
}

const tooMany = () =>
  new TRPCError({ code: "TOO_MANY_REQUESTS", message: "Too many tries. Please wait a minute." });
