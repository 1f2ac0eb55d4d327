import { parseArgs } from "node:util";
import { openLargeDatabase } from "./open-database.ts";
import { seedSubscriptions } from "./seed-subscriptions.ts";

/** `npm run seed:large`: a million subscriptions, or as many as `--count` says. */
const { values } = parseArgs({ options: { count: { type: "string", default: "1000000" } } });
const count = Number(values.count);
if (!Number.isSafeInteger(count) || count < 1) throw new Error("--count is a number of people.");

await using database = await openLargeDatabase(process.env);
const beganMs = performance.now();
const seconds = () => `${((performance.now() - beganMs) / 1_000).toFixed(0).padStart(4)} s`;
await seedSubscriptions(database.url, {
  count,
  told: (done) => console.log(`${seconds()}  ${done.toLocaleString("en-US")} subscriptions`),
});
console.log(
  `${seconds()}  done. They are no customers at Stripe: a reconciliation would miss them there.`,
);
