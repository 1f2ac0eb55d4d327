import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import Stripe from "stripe";
import { signInAsStaff, standTall } from "./look-as-staff.ts";
import { buy, type Picture, signUp } from "./people.ts";

type Surroundings = {
  browser: Browser;
  setting: BrowserContextOptions & { baseURL: string };
  stripeUrl: string;
};

/** Two people have bought, and each became two customers; staff have a plan made and read it. */
export async function lookAtDuplicates(
  page: Page,
  { browser, setting, stripeUrl }: Surroundings,
  picture: Picture,
): Promise<void> {
  const stripe = openLocalStripe(stripeUrl);
  for (const [name, injure] of Object.entries(injuries)) {
    const person = await signUp(browser, setting, name);
    await buy(person, async () => {});
    await person.context().close();
    await injure(stripe, await latestCustomer(stripe, name));
  }
  await page.goto("/plans");
  await signInAsStaff(page);
  await standTall(page);
  await page.goto("/admin/duplicates");
  await page.getByRole("button", { name: "Plan a repair" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why?").fill("Double sign-ups in May");
  await dialog.getByRole("button", { name: "Plan a repair" }).click();
  const plan = page.getByRole("region", { name: "Plan: “Double sign-ups in May”" });
  const compare = plan.getByRole("button", { name: "Compare its customers" });
  await compare.first().click();
  await plan.getByText("Belongs here by").first().waitFor();
  await picture("admin-duplicates");
}

type Injury = (stripe: Stripe, customer: Stripe.Customer) => Promise<void>;

const injuries: Readonly<Record<string, Injury>> = {
  /** Two tabs made two customers, and both were paid. */
  "Robin Reed": async (stripe, customer) => {
    const other = await doubled(stripe, customer);
    const { data: prices } = await stripe.prices.list({ lookup_keys: ["plus_month_usd"] });
    const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: other.id });
    await stripe.subscriptions.create({
      customer: other.id,
      items: prices.map(({ id }) => ({ price: id })),
      default_payment_method: card.id,
    });
  },
  /** Support gave a credit to the wrong one of two. */
  "Alex Ames": async (stripe, customer) => {
    const other = await doubled(stripe, customer);
    const credit = { amount: -1_900, currency: "usd" };
    await stripe.customers.createBalanceTransaction(other.id, credit);
  },
};

function doubled(
  stripe: Stripe,
  { email, name, metadata }: Stripe.Customer,
): Promise<Stripe.Customer> {
  return stripe.customers.create({ email: email ?? "", name: name ?? "", metadata });
}

async function latestCustomer(stripe: Stripe, name: string): Promise<Stripe.Customer> {
  const { data } = await stripe.customers.list({ limit: 100 });
  const customer = data.find((one) => one.name === name);
  if (customer === undefined) throw new Error(`${name} has bought, and is no customer.`);
  return customer;
}

function openLocalStripe(url: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe("sk_test_local", { host: hostname, port, protocol: "http" });
}
