import { createDoctorRecords, openDatabase } from "@idem/postgres";
import { afterEach, expect, it } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";

const people = 10_000;
const closing = new AsyncDisposableStack();
afterEach(() => closing.disposeAsync());

it("G10: ten thousand people with the same test card are compared, and each orphan goes to its own", async () => {
  const { url, drop } = await freshDatabase();
  closing.defer(drop);
  const { prisma, close } = openDatabase({ url, poolSize: 2 });
  closing.defer(close);
  const records = createDoctorRecords(prisma);
  const checkId = await records.beginCheck("a test");
  await prisma.$executeRaw`
    INSERT INTO "user" (id, name, email, email_verified, updated_at)
    SELECT 'u' || i, 'Pat ' || i, 'pat' || i || '@example.com', true, now() FROM generate_series(1, ${people}) i`;
  await prisma.$executeRaw`
    INSERT INTO billing_account (id, user_id, email, name, updated_at)
    SELECT 'acc_' || i, 'u' || i, 'pat' || i || '@example.com', 'Pat ' || i, now() FROM generate_series(1, ${people}) i`;
  await prisma.$executeRaw`
    INSERT INTO customer (account_id, stripe_customer_id, email, name, updated_at)
    SELECT 'acc_' || i, 'cus_' || i, 'pat' || i || '@example.com', 'Pat ' || i, now() FROM generate_series(1, ${people}) i`;
  // Every second one has another customer, which says nothing of whose it is, and has only its owner's name.
  await prisma.$executeRaw`
    INSERT INTO doctor_sighting (check_id, stripe_id, kind, account_id, email, name, card)
    SELECT ${checkId}, 'cus_' || i, 'customer', 'acc_' || i, 'pat' || i || '@example.com', 'Pat ' || i, 'test card'
      FROM generate_series(1, ${people}) i
    UNION ALL SELECT ${checkId}, 'cus_orphan' || i, 'customer', NULL, 'elsewhere' || i || '@example.com', 'Pat ' || i, 'test card'
      FROM generate_series(2, ${people}, 2) i`;

  expect(await records.findSuspects(checkId)).toBe(people / 2);
  const [first] = await records.suspects(checkId, null, 1);
  expect(first).toEqual({ accountId: "acc_10", candidates: ["cus_10", "cus_orphan10"] });
});
