import {
  flags,
  type Sort,
  type SubscriptionsPage,
  type SubscriptionsQuestion,
} from "@idem/billing";
import { parseStatus, subscriptionStatuses, toAccountId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { plannedForItsValues } from "../statement-names.ts";
import { conditionsOf, flagsOf } from "./filter-sql.ts";
import { moment } from "./moment.ts";
import { foundBy } from "./search-sql.ts";

/**
 * One page of the list. Without a search each status is walked in the order asked for, from where the last page ended,
 * and the walks are merged: what a page costs does not depend on how many subscriptions there are. With a search those who
 * were found are sorted.
 */
export async function listSubscriptions(
  prisma: PrismaClient,
  question: SubscriptionsQuestion,
): Promise<SubscriptionsPage> {
  const rows = await prisma.$queryRaw(subscriptionsStatement(question));
  const lines = z.array(lineRow).parse(rows);
  const last = lines.at(-1);
  return {
    lines: lines.map(({ key: _key, ...line }) => line),
    end:
      last === undefined || lines.length < question.limit
        ? null
        : { key: last.key, accountId: last.accountId },
  };
}

/** The one statement that a page is. */
export const subscriptionsStatement = (
  question: SubscriptionsQuestion,
): Prisma.Sql => Prisma.sql`${Prisma.raw(plannedForItsValues)}
    WITH page AS (${question.filter.search === null ? walk(question) : search(question)})
    SELECT page.key, subscription.account_id AS "accountId", account.name, account.email,
      customer.stripe_customer_id AS "stripeCustomerId", stripe_subscription_id AS "stripeSubscriptionId",
      status, plan_name AS "planName", unit_amount AS "unitAmount", quantity, currency, "interval", mrr,
      started_at AS "startedAt", current_period_end AS "currentPeriodEnd", cancel_at AS "cancelAt", ended_at AS "endedAt",
      ${flagsOf(Prisma.sql`subscription.account_id`)} AS flags
    FROM page JOIN subscription USING (account_id)
      JOIN billing_account AS account ON account.id = subscription.account_id
      LEFT JOIN customer ON customer.account_id = subscription.account_id
    ORDER BY page.sorted ${directionOf(question.sort)}, page.account_id ${directionOf(question.sort)}`;

const columns = { started: "started_at", turns: "turns_at", mrr: "mrr" } as const;
const types = { started: "timestamptz", turns: "timestamptz", mrr: "int" } as const;

const directionOf = ({ direction }: Sort): Prisma.Sql =>
  Prisma.raw(direction === "asc" ? "ASC" : "DESC");

function walk(question: SubscriptionsQuestion): Prisma.Sql {
  const { statuses } = question.filter;
  const each = (statuses.length > 0 ? statuses : subscriptionStatuses).map(
    (status) =>
      Prisma.sql`(${pageOf(question, Prisma.sql`subscription`, Prisma.sql`status = ${status}`)})`,
  );
  return Prisma.sql`SELECT * FROM (${Prisma.join(each, " UNION ALL ")}) AS walked ${orderOf(question)}`;
}

/**
 * Those who were found are looked up first and then sorted, whatever the planner thinks: it would rather walk all of them
 * in order, in the hope of soon meeting somebody of that name.
 */
function search(question: SubscriptionsQuestion): Prisma.Sql {
  const { search: text, statuses } = question.filter;
  const status =
    statuses.length > 0 ? Prisma.sql`status = ANY(${[...statuses]})` : Prisma.sql`true`;
  return Prisma.sql`
    WITH found AS MATERIALIZED (
      SELECT subscription.* FROM (SELECT DISTINCT id FROM (${foundBy(text ?? "")}) AS matches) AS person
        JOIN subscription ON subscription.account_id = person.id
    ) ${pageOf(question, Prisma.sql`found`, status)}`;
}

function pageOf(
  question: SubscriptionsQuestion,
  source: Prisma.Sql,
  status: Prisma.Sql,
): Prisma.Sql {
  const { filter, sort, after } = question;
  const column = Prisma.raw(columns[sort.by]);
  const type = Prisma.raw(types[sort.by]);
  const than = Prisma.raw(sort.direction === "asc" ? ">" : "<");
  const behind =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(${column}, account_id) ${than} (${after.key}::${type}, ${after.accountId})`;
  return Prisma.sql`
    SELECT account_id, ${column} AS sorted, ${column}::text AS key FROM ${source}
    WHERE ${status} AND ${behind} AND ${conditionsOf(filter)} ${orderOf(question)}`;
}

const orderOf = ({ sort, limit }: SubscriptionsQuestion): Prisma.Sql =>
  Prisma.sql`ORDER BY sorted ${directionOf(sort)}, account_id ${directionOf(sort)} LIMIT ${limit}`;

const lineRow = z.object({
  key: z.string(),
  accountId: z.string().transform(toAccountId),
  name: z.string(),
  email: z.string(),
  stripeCustomerId: z.string().nullable(),
  stripeSubscriptionId: z.string(),
  status: z.string().transform(parseStatus),
  planName: z.string().nullable(),
  unitAmount: z.int(),
  quantity: z.int(),
  currency: z.string(),
  interval: z.string(),
  mrr: z.int(),
  startedAt: moment,
  currentPeriodEnd: moment.nullable(),
  cancelAt: moment.nullable(),
  endedAt: moment.nullable(),
  flags: z.array(z.enum(flags)),
});
