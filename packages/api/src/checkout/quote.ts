import type { AccountId } from "@idem/domain";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { accountShape, billableAccount } from "../account-procedure.ts";
import type { Accounts, Viewer } from "../context.ts";
import { codeInput, priceIdInput, quantityInput } from "../inputs.ts";
import { requireAllowed } from "../require-allowed.ts";
import { openProcedure } from "../trpc.ts";

/**
 * What a price costs with a code: today, and at each renewal. A code that does not apply is `rejected` with its
 * reason, never silently dropped. Open to visitors: the account only matters for codes that are personal.
 */
export const quote = openProcedure
  .input(
    z.strictObject({
      priceId: priceIdInput,
      quantity: quantityInput,
      code: codeInput,
      ...accountShape,
    }),
  )
  .query(async ({ ctx, input }) => {
    const viewer = await ctx.viewer();
    const caller = viewer === null ? `at:${ctx.address}` : `is:${viewer.userId}`;
    requireAllowed(ctx.limits.take("quote", caller));
    if (input.code !== null) requireAllowed(ctx.limits.take("code", caller));
    return ctx.billing.quote({
      priceId: input.priceId,
      quantity: input.quantity,
      code: input.code,
      accountId: await payerOf(ctx.accounts, viewer, input.accountId),
    });
  });

async function payerOf(
  accounts: Accounts,
  viewer: Viewer | null,
  asked: AccountId | undefined,
): Promise<AccountId | null> {
  if (viewer !== null) return billableAccount(accounts, viewer, asked);
  if (asked === undefined) return null;
  throw new TRPCError({ code: "UNAUTHORIZED", message: "Please sign in to continue." });
}
