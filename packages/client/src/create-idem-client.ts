import type { AppRouter } from "@idem/api";
import { createTRPCClient, httpBatchLink, splitLink, type TRPCClient } from "@trpc/client";
import { type AccountId, accountLink } from "./account-link.ts";
import { liveLink } from "./live-link.ts";

export type IdemClient = TRPCClient<AppRouter>;

/** What an account has, and whether it is to be served: the answer of `billing.current`. */
export type CurrentBilling = Awaited<ReturnType<IdemClient["billing"]["current"]["query"]>>;

export type IdemClientOptions = {
  /** The server's address without a path, e.g. `https://billing.example.com`; empty in a browser on the same origin. */
  url: string;
  /** Sent with every request: a session cookie or a bearer token, for services and scripts. */
  headers?: () => Record<string, string>;
  /** Whose billing is meant, where it is not the caller's own; asked at each call. */
  account?: () => AccountId | undefined;
};

/**
 * The typed way to ask Idem anything: same procedures, same unions, checked by the compiler.
 * Calls made in the same tick travel in one request of at most ten; subscriptions are server-sent events.
 */
export function createIdemClient({ url, headers, account }: IdemClientOptions): IdemClient {
  const endpoint = `${url}/api/trpc`;
  return createTRPCClient<AppRouter>({
    links: [
      ...(account ? [accountLink(account)] : []),
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: liveLink(endpoint),
        false: httpBatchLink({
          url: endpoint,
          maxItems: 10,
          ...(headers ? { headers } : {}),
        }),
      }),
    ],
  });
}
