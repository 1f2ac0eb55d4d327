import { columnOf, type LegacyTable } from "./legacy-table.ts";
import { paidSql } from "./paid-at-stripe.ts";
import { quoteName } from "./quote-name.ts";

export type OrderPart = { column: string; direction: "asc" | "desc" };

/** Which of an owner's rows stays: what is paid at Stripe by the id in `stripeColumn`, then these columns, then the key. */
export type LegacyOrder = { stripeColumn: string | null; parts: readonly OrderPart[] };

/** "is_active:desc,created_at:asc". Throws a sentence for people. */
export function parseOrder(text: string): OrderPart[] {
  return text.split(",").map((part) => {
    const [column = "", direction = "asc"] = part.trim().split(":");
    if (column === "" || (direction !== "asc" && direction !== "desc"))
      throw new Error(`An order is column:asc or column:desc with commas between, not "${part}".`);
    return { column, direction };
  });
}

/**
 * The order as SQL, over rows named `one` that are joined with `paid`. It is total: where all that was chosen is equal, the
 * primary key decides, or where the row lies, so that a dry run and the run that follows choose alike.
 */
export function orderSql(table: LegacyTable, { stripeColumn, parts }: LegacyOrder): string {
  const chosen = parts.map(
    ({ column, direction }) => `one.${columnOf(table, column)} ${direction} NULLS LAST`,
  );
  const key = table.key.map((column) => `one.${quoteName(column)}`);
  return [
    ...(stripeColumn === null ? [] : ["paid.rank DESC NULLS LAST"]),
    ...chosen,
    ...(key.length === 0 ? ["one.idem_place"] : key),
  ].join(", ");
}

/** Joins what is known of Stripe to rows named `one`. */
export const paidJoin = (table: LegacyTable, { stripeColumn }: LegacyOrder): string =>
  stripeColumn === null
    ? ""
    : `LEFT JOIN ${paidSql} AS paid ON paid.stripe_id = one.${columnOf(table, stripeColumn)}::text`;

/** Throws a sentence for people where the order names a column that the table does not have. */
export function checkOrder(table: LegacyTable, order: LegacyOrder): void {
  orderSql(table, order);
  paidJoin(table, order);
}
