import { adminRouter } from "./admin/admin-router.ts";
import { accounts } from "./billing/accounts.ts";
import { applyCode } from "./billing/apply-code.ts";
import { cancel } from "./billing/cancel.ts";
import { change } from "./billing/change.ts";
import { changeEmail } from "./billing/change-email.ts";
import { current } from "./billing/current.ts";
import { invoice } from "./billing/invoice.ts";
import { invoices } from "./billing/invoices.ts";
import { payInvoice } from "./billing/pay-invoice.ts";
import { portal } from "./billing/portal.ts";
import { previewChange } from "./billing/preview-change.ts";
import { refresh } from "./billing/refresh.ts";
import { resume } from "./billing/resume.ts";
import { undoChange } from "./billing/undo-change.ts";
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
  billing: router({
    accounts,
    current,
    refresh,
    invoices,
    invoice,
    changeEmail,
    previewChange,
    change,
    undoChange,
    cancel,
    resume,
    applyCode,
    payInvoice,
    portal,
  }),
  admin: adminRouter,
});

export type AppRouter = typeof appRouter;
