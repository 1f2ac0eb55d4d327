import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Answers, trpc } from "../../../app/idem.ts";
import { type ListView, toQuestion } from "./list-search.ts";

export type Facets = Answers["admin"]["subscriptions"]["facets"];

/**
 * How many lines each chip stands for, given the others. Asked when the filter changes, and not for an order or a page; the
 * former counts stay until the next ones are here, and the list waits for none.
 */
export function useFacets(view: ListView): Facets | undefined {
  const { filter } = toQuestion(view);
  const facets = useQuery(
    trpc.admin.subscriptions.facets.queryOptions({ filter }, { placeholderData: keepPreviousData }),
  );
  return facets.data;
}

/** The plans that can be chosen, named: those that are counted, or those on sale until they are; and whatever is chosen. */
export function usePlanNames(view: ListView, facets: Facets | undefined): Map<string, string> {
  const onSale = useQuery(trpc.catalog.plans.queryOptions());
  const known = facets?.plans ?? onSale.data ?? [];
  const names = new Map(known.map(({ key, name }) => [key, name]));
  for (const key of view.plan) if (!names.has(key)) names.set(key, key);
  return names;
}
