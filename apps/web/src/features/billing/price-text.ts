import { money } from "../../ui/money.ts";

/** "$20.00 a month", or with seats "3 × $20.00 a month". */
export const priceText = (price: {
  unitAmount: number;
  currency: string;
  interval: string;
  quantity?: number;
}): string => {
  const each = `${money(price.unitAmount, price.currency)} a ${price.interval}`;
  return (price.quantity ?? 1) > 1 ? `${price.quantity} × ${each}` : each;
};
