import { type Accounts, appRouter, type Viewer } from "@idem/api";
import { toAccountId } from "@idem/domain";
import { type Boot, bootIdem } from "../simulator/node.ts";
import { ErrorPageShown } from "./error-page.ts";
import { noAdmin } from "./no-admin.ts";

/** The product behind its own API, asked by somebody who is signed in: the account is the one that the request names. */
export const bootIdemAtItsDoor =
  (userId: string): Boot =>
  (sim, life) => {
    const program = bootIdem(sim, life);
    const viewer: Viewer = {
      userId,
      email: "pat@example.com",
      name: "Pat",
      role: "user",
      isFresh: true,
    };
    return {
      ...program,
      billing: {
        ...program.billing,
        start: async ({ accountId, priceId, code, attempt, revision, ui, replace, requestId }) => {
          const api = appRouter.createCaller({
            billing: {
              ...program.billing,
              plans: none,
              quote: none,
              current: none,
              refresh: none,
              invoices: none,
              invoice: none,
              changeEmail: none,
              followSignIn: none,
              previewChange: none,
              change: none,
              act: none,
              applyCode: none,
              portal: none,
            },
            admin: noAdmin,
            accounts,
            viewer: async () => viewer,
            requestId,
            address: "203.0.113.7",
            limits: { take: () => true },
            demo: null,
          });
          const asked = { priceId, code, attempt: `visit-${attempt}`, revision, ui, replace };
          return api.checkout.start({ ...asked, accountId }).catch((error: unknown) => {
            if (error instanceof Error && error.name === "TRPCError")
              throw new ErrorPageShown(error.message);
            throw error;
          });
        },
      },
    };
  };

/** No schedule asks for these. */
const none = () => Promise.reject(new Error("Only a start is played."));

/** `acc_1` is `user_1`'s, and so on; nobody is in an organization. */
const accounts: Accounts = {
  ownAccount: async ({ userId }) => toAccountId(userId.replace("user_", "acc_")),
  mayBill: async ({ userId }, accountId) => accountId === userId.replace("user_", "acc_"),
  list: async () => [],
};
