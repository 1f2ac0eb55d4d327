import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../app/idem.ts";

/** What is waited for on a page of the bank is noticed here soon after. */
const askAgainMs = 3_000;

/** Where the account stands, from our own rows; asked again and again while a change waits for the bank. */
export const useCurrent = () =>
  useQuery(
    trpc.billing.current.queryOptions(undefined, {
      staleTime: 0,
      refetchInterval: ({ state }) =>
        state.data?.subscription?.pendingChange ? askAgainMs : false,
    }),
  );
