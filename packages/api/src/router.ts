import { accounts } from "./billing/accounts.ts";
import { current } from "./billing/current.ts";
import { invoices } from "./billing/invoices.ts";
import { plans } from "./catalog/plans.ts";
import { quote } from "./checkout/quote.ts";
import { start } from "./checkout/start.ts";
import { status } from "./checkout/status.ts";
import { statusLive } from "./checkout/status-live.ts";
import { router } from "./trpc.ts";

/** The public interface, one procedure a file. */
export const appRouter = router({
  catalog: router({ plans }),
  checkout: router({ quote, start, status, statusLive }),
  billing: router({ accounts, current, invoices }),
});

export type AppRouter = typeof appRouter;
