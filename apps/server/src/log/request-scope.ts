import { AsyncLocalStorage } from "node:async_hooks";

const scope = new AsyncLocalStorage<{ requestId: string }>();

/** Runs `work` so that everything logged on its way, however deep, carries the request's id. */
export const inRequestScope = <A>(requestId: string, work: () => A): A =>
  scope.run({ requestId }, work);

/** The id of the request that is being served here, `null` outside of one. */
export const currentRequestId = (): string | null => scope.getStore()?.requestId ?? null;
