export { subscriptionsQuery } from "./admin/filter-input.ts";
export type { Accounts, ApiContext, Demo, Limits, Viewer } from "./context.ts";
export { type AppRouter, appRouter } from "./router.ts";
