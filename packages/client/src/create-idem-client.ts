import type { AppRouter } from "@idem/api";
import { createTRPCClient, httpLink, splitLink, type TRPCClient } from "@trpc/client";
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
 * Each call is a request of its own, because a batch is as slow as its slowest answer: what comes from our own rows must not
 * wait for what asks Stripe. Subscriptions are server-sent events.
 */
export function createIdemClient({ url, headers, account }: IdemClientOptions): IdemClient {
  const endpoint = `${url}/api/trpc`;
  return createTRPCClient<AppRouter>({
    links: [
      ...(account ? [accountLink(account)] : []),
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: liveLink(endpoint),
        false: httpLink({ url: endpoint, ...(headers ? { headers } : {}) }),
      }),
    ],
  });
}
