import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { trpc } from "../../../app/idem.ts";
import type { Account } from "./account-page.tsx";

/**
 * What the account's customers at Stripe have paid, and which there are. `customer` in the address is the one whose id has led
 * here: it may have another address than the account, and is not found by it.
 */
export function usePayments(accountId: Account["accountId"]) {
  const { customer } = useSearch({ from: "/admin/$" });
  const besides = isCustomerId(customer) ? [customer] : [];
  return useQuery(
    trpc.admin.customers.payments.queryOptions({ accountId, besides }, { staleTime: 0 }),
  );
}

const isCustomerId = (text: string | undefined): text is `cus_${string}` =>
  text !== undefined && /^cus_\w{1,250}$/.test(text);
