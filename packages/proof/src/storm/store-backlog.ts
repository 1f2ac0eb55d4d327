import { createInbox } from "@idem/postgres";
import type pg from "pg";
import type { Subscriber } from "./fill-ground.ts";

const share = 2_000;

/** The events as the door has stored them while no worker ran, the oldest first; then a turn for each customer. */
export async function storeBacklog(
  pool: pg.Pool,
  subscribers: readonly Subscriber[],
): Promise<number> {
  const rows = subscribers
    .flatMap(({ customer, events }) => events.map((event) => ({ customer, event })))
    .toSorted((a, b) => a.event.created - b.event.created);
  for (let from = 0; from < rows.length; from += share) {
    const some = rows.slice(from, from + share);
    await pool.query(
      `INSERT INTO webhook_event (id, type, stripe_customer_id, payload, created_at, received_at)
       SELECT id, type, customer, payload, to_timestamp(created), now() - interval '1 day'
       FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::int[]) AS e (id, type, customer, payload, created)`,
      [
        some.map(({ event }) => event.id),
        some.map(({ event }) => event.type),
        some.map(({ customer }) => customer),
        some.map(({ event }) => JSON.stringify(event)),
        some.map(({ event }) => event.created),
      ],
    );
  }
  const inbox = createInbox({ pool }, () => {});
  await inbox.adopt();
  await inbox.close();
  await pool.query("ANALYZE webhook_event");
  await pool.query("ANALYZE pgboss.job");
  return rows.length;
}
