/** What has become of an account at Stripe while no webhook told us; `null` for those that are well. */
export type Planted = "cancelled" | "other price" | "bought" | "ends" | "deleted";

const kinds: readonly Planted[] = ["cancelled", "other price", "bought", "ends", "deleted"];
const oneIn = 100;

/** One account in a hundred, in turn by kind. */
export const plantedAt = (account: number): Planted | null =>
  account % oneIn === 0 ? (kinds[(account / oneIn) % kinds.length] ?? null) : null;

export const countPlanted = (accounts: number): number => Math.ceil(accounts / oneIn);

/** The `n`th account's ids, ours and Stripe's: the same number in each. */
export const idsOf = (account: number) => {
  const number = String(account).padStart(7, "0");
  return {
    accountId: `acc_large${number}`,
    customerId: `cus_large${number}`,
    subscriptionId: `sub_large${number}`,
  };
};
