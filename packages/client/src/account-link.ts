import type { AppRouter } from "@idem/api";
import type { TRPCLink } from "@trpc/client";
import type { inferRouterInputs } from "@trpc/server";

export type AccountId = NonNullable<
  inferRouterInputs<AppRouter>["checkout"]["status"]["accountId"]
>;

/** Names the account in every call about somebody's billing; a call that names one itself keeps it. */
export const accountLink =
  (chosen: () => AccountId | undefined): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) => {
    const accountId = chosen();
    const isMeant = accountId !== undefined && isAboutAccount(op.path);
    return next(isMeant ? { ...op, input: { accountId, ...inputOf(op.input) } } : op);
  };

/** The list of one’s accounts is about oneself. */
const isAboutAccount = (path: string): boolean =>
  /^(billing|checkout)\./.test(path) && path !== "billing.accounts";

const inputOf = (input: unknown): object =>
  typeof input === "object" && input !== null ? input : {};
