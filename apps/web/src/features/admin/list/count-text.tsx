import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { trpc } from "../../../app/idem.ts";
import { listTexts } from "../../../texts/admin/list.ts";
import { number } from "../number.ts";
import type { Count } from "./chip-count.tsx";
import type { toQuestion } from "./list-search.ts";

/** A number as exact as it is known. */
const countText = ({ is, count }: Count): string => listTexts.count[is](number(count));

/** How many there are. Asked for itself: the list does not wait for it. */
export function CountText({ filter }: Pick<ReturnType<typeof toQuestion>, "filter">) {
  const count = useQuery(
    trpc.admin.subscriptions.count.queryOptions({ filter }, { placeholderData: keepPreviousData }),
  );
  return (
    <span role="status" className="text-sm text-muted">
      {count.data === undefined ? "" : listTexts.total(countText(count.data))}
    </span>
  );
}
