import { listTexts } from "../../../texts/admin/list.ts";
import { Labelled } from "../labelled.tsx";
import { fieldLook } from "../look.ts";
import type { ListView } from "./list-search.ts";

const words = listTexts;

const orders = (["started", "turns", "mrr"] as const).flatMap((sort) =>
  (["desc", "asc"] as const).map((dir) => ({ sort, dir, value: `${sort} ${dir}` })),
);

/** The order of the list where its lines are cards and there are no heads to press. */
export const SortField = ({
  view,
  change,
}: {
  view: ListView;
  change: (changes: Pick<ListView, "sort" | "dir">) => void;
}) => (
  <div className="lg:hidden">
    <Labelled label={words.sorting} isSmall>
      {(ties) => (
        <select
          {...ties}
          value={`${view.sort} ${view.dir}`}
          onChange={(event) => {
            const order = orders.find(({ value }) => value === event.target.value);
            if (order !== undefined) change({ sort: order.sort, dir: order.dir });
          }}
          className={fieldLook}
        >
          {orders.map(({ sort, dir, value }) => (
            <option key={value} value={value}>
              {words.orders[sort][dir]}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  </div>
);
