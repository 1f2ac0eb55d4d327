import { type ArmBuyers, emailOf } from "../arms/arm.ts";

/** The table of the first post-mortem: whose the customer is, and which. Nobody signs in, so nothing is asked about it. */
export const tenants: ArmBuyers = {
  prepare: async (client) => {
    await client.query(
      "CREATE TABLE tenants (id text PRIMARY KEY, email text NOT NULL UNIQUE, stripe_customer_id text)",
    );
    await client.query(
      "INSERT INTO tenants VALUES ('somebody', 'somebody@example.com', 'cus_somebody')",
    );
  },
  add: async (client, from, to) => {
    await client.query(
      `INSERT INTO tenants (id, email) SELECT 't' || n, '${emailOf("' || n || '")}'
       FROM generate_series($1::int, $2::int - 1) n`,
      [from, to],
    );
  },
  startOf: (buyer, attempt) => ({
    path: "/checkout",
    headers: {},
    body: JSON.stringify({ tenantId: `t${buyer}`, attempt }),
  }),
  readOneSql: "SELECT * FROM tenants WHERE id = 'somebody'",
  answerHas: '"sessionId":"cs_',
};
