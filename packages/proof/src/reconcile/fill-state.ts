import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type Stripe from "stripe";
import { z } from "zod";
import { countPlanted, idsOf, plantedAt } from "./plant.ts";

const storedObject = z.record(z.string(), z.unknown());
type Stored = z.infer<typeof storedObject>;
const storedWrite = z.tuple([z.string(), z.string(), z.unknown()]);

const accountsALine = 100;

export type StateFilling = {
  accounts: number;
  customerId: string;
  subscription: Stripe.Subscription;
  otherPriceId: string;
};

/** Appends accounts to the state of a local Stripe that is not running, a hundred a line; answers how many differ. */
export async function fillState(
  statePath: string,
  { accounts, customerId, subscription, otherPriceId }: StateFilling,
): Promise<number> {
  const found = await findObjects(statePath, [customerId, subscription.id, otherPriceId]);
  const images = { customer: at(found, customerId), subscription: at(found, subscription.id) };
  const otherPrice = at(found, otherPriceId);
  const file = createWriteStream(statePath, { flags: "a" });
  for (let from = 0; from < accounts; from += accountsALine) {
    const to = Math.min(accounts, from + accountsALine);
    const writes = Array.from({ length: to - from }, (_, index) =>
      writesOf(from + index, { ...images, otherPrice }),
    ).flat();
    if (!file.write(`${JSON.stringify(writes)}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  return countPlanted(accounts);
}

type Images = { customer: Stored; subscription: Stored; otherPrice: Stored };

function writesOf(account: number, images: Images): [string, string, Stored][] {
  const { accountId, customerId, subscriptionId } = idsOf(account);
  const planted = plantedAt(account);
  const metadata = { accountId };
  const customer =
    planted === "deleted"
      ? { id: customerId, object: "customer", deleted: true }
      : { ...images.customer, id: customerId, email: `${accountId}@example.com`, metadata };
  const subscription = {
    ...images.subscription,
    id: subscriptionId,
    customer: customerId,
    metadata,
    ...changeOf(account, images),
  };
  return [
    ["customers", customerId, customer],
    ["subscriptions", subscriptionId, subscription],
  ];
}

function changeOf(account: number, { subscription, otherPrice }: Images): Stored {
  const created = subscription["created"];
  switch (plantedAt(account)) {
    case "cancelled":
    case "deleted":
      return { status: "canceled", canceled_at: created, ended_at: created };
    case "ends":
      return { cancel_at_period_end: true, canceled_at: created };
    case "other price": {
      const items = itemsSchema.parse(subscription["items"]);
      return {
        items: { ...items, data: items.data.map((item) => ({ ...item, price: otherPrice })) },
      };
    }
    case "bought":
    case null:
      return {};
  }
}

const itemsSchema = z.looseObject({ data: z.array(storedObject) });

/** The latest of each object, as it lies in the state. */
async function findObjects(
  statePath: string,
  ids: readonly string[],
): Promise<Map<string, Stored>> {
  const wanted = new Set(ids);
  const found = new Map<string, Stored>();
  for await (const line of createInterface({ input: createReadStream(statePath) }))
    for (const [, id, value] of z.array(storedWrite).parse(JSON.parse(line)))
      if (wanted.has(id)) found.set(id, storedObject.parse(value));
  return found;
}

function at(found: Map<string, Stored>, id: string): Stored {
  const value = found.get(id);
  if (value === undefined) throw new Error(`The state has no ${id}.`);
  return value;
}
