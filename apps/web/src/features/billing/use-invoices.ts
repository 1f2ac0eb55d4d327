import { useQuery } from "@tanstack/react-query";
import { type Answers, trpc } from "../../app/idem.ts";

export type Invoice = Extract<Answers["billing"]["invoices"], { is: "listed" }>["invoices"][number];

/** How soon a provider that did not answer is asked again: soon enough that a note about it does not outlive the cause. */
const askAgainMs = 10_000;

/** One page of invoices, which come from Stripe. While it does not answer, it is asked again and again. */
export const useInvoices = (after: Invoice["id"] | null = null) =>
  useQuery(
    trpc.billing.invoices.queryOptions(
      { after },
      {
        staleTime: 0,
        refetchInterval: (query) => (query.state.data?.is === "refused" ? askAgainMs : false),
      },
    ),
  );
