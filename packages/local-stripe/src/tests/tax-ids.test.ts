import { expect, test } from "vitest";
import { refused, startLocal } from "./local.ts";

test("tax ids are a customer's own: made, listed, expanded, told of and deleted", async () => {
  const { stripe } = await startLocal();
  const [{ id }, other] = [await stripe.customers.create({}), await stripe.customers.create({})];
  const vat = { type: "eu_vat", value: "DE123456789" } as const;
  const made = await stripe.customers.createTaxId(id, vat);
  expect(made).toMatchObject({ ...vat, country: "DE", verification: { status: "pending" } });
  expect((await stripe.customers.listTaxIds(id)).data).toEqual([made]);
  const { tax_ids: shown } = await expanded();
  expect(shown?.data).toEqual([made]);
  expect((await stripe.customers.listTaxIds(other.id)).data).toEqual([]);
  expect((await refused(stripe.customers.retrieveTaxId(other.id, made.id))).statusCode).toBe(404);
  expect(await stripe.customers.deleteTaxId(id, made.id)).toMatchObject({ deleted: true });
  expect((await stripe.customers.listTaxIds(id)).data).toEqual([]);
  const told = await stripe.events.list({
    types: ["customer.tax_id.created", "customer.tax_id.deleted"],
  });
  expect(told.data).toHaveLength(2);

  async function expanded() {
    const customer = await stripe.customers.retrieve(id, { expand: ["tax_ids"] });
    if (customer.deleted) throw new Error("It was deleted.");
    return customer;
  }
});
