import { type AppRouter, createIdemClient } from "@idem/client";
import { QueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { chosenAccount } from "./account.ts";
import { field } from "./field.ts";

export const idem = createIdemClient({ url: "", account: chosenAccount });

/** A "no" of the server is final; only a lost connection or a fault on its side is worth asking again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Without a network a request fails at once and says so; the default would wait in silence.
      networkMode: "always",
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && isWorthAsking(failureOf(error)),
    },
    mutations: { networkMode: "always", retry: false },
  },
});

export const trpc = createTRPCOptionsProxy<AppRouter>({ client: idem, queryClient });

export type Answers = inferRouterOutputs<AppRouter>;

/** Why a call brought no answer. `refused` and `fault` come from the server, `offline` never reached it. */
export type Failure =
  | { is: "offline" }
  | { is: "signed_out" }
  | { is: "too_many" }
  | { is: "refused"; message: string }
  | { is: "fault"; requestId: string | null };

export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return { is: "offline" };
  const data: unknown = error.data;
  const code = textAt(data, "code");
  if (code === null) return { is: "offline" };
  if (code === "UNAUTHORIZED") return { is: "signed_out" };
  if (code === "TOO_MANY_REQUESTS") return { is: "too_many" };
  if (code === "INTERNAL_SERVER_ERROR")
    return { is: "fault", requestId: textAt(data, "requestId") };
  return { is: "refused", message: error.message };
}

/** Whoever is signed out stays so, however often they ask. */
const isWorthAsking = ({ is }: Failure): boolean => is === "offline" || is === "fault";

function textAt(data: unknown, key: string): string | null {
  const value = field(data, key);
  return typeof value === "string" ? value : null;
}
