/** How far a demo customer has come: each stands for a line of the list that looks different. */
export type DemoCustomer = {
  /** Before the @, and what their steps are called: never changed, or somebody would be made twice. */
  key: string;
  name: string;
  priceId: string;
  quantity?: number;
  code?: string;
  /** A trial is given once for each card. */
  card?: string;
  becomes?: "set_to_end" | "ended" | "past_due";
};

/** So many cards as there are trials; all else is paid with the first. */
const usualCard = "4242424242424242";
const secondCard = "5555555555554444";
const thirdCard = "378282246310005";

export const cardOf = ({ card = usualCard }: DemoCustomer): string => card;
export const emailOf = ({ key }: DemoCustomer): string => `demo.${key}@example.com`;

/** One of each kind that there is, and a few more of the common ones. */
export const demoCustomers: readonly DemoCustomer[] = [
  { key: "amber", name: "Amber Field", priceId: "plus_month_usd" },
  { key: "basil", name: "Basil Brook", priceId: "plus_year_usd" },
  { key: "cedar", name: "Cedar Works", priceId: "enterprise_month_usd" },
  { key: "dahlia", name: "Dahlia Stone", priceId: "starter_month_eur" },
  { key: "ember", name: "Ember Lane", priceId: "plus_month_jpy" },
  { key: "fern", name: "Fern Studio", priceId: "team_month_usd", quantity: 5, card: secondCard },
  { key: "gale", name: "Gale & Sons", priceId: "team_year_eur", quantity: 12, card: thirdCard },
  { key: "hazel", name: "Hazel Reed", priceId: "plus_month_usd", code: "SPRING20" },
  { key: "iris", name: "Iris Marsh", priceId: "starter_year_usd", code: "WELCOME20" },
  { key: "juniper", name: "Juniper Vale", priceId: "plus_month_usd", code: "FREEYEAR" },
  { key: "kite", name: "Kite Harbour", priceId: "plus_month_usd", becomes: "past_due" },
  { key: "lark", name: "Lark Meadow", priceId: "starter_month_usd", becomes: "past_due" },
  { key: "maple", name: "Maple Yard", priceId: "enterprise_year_eur", becomes: "set_to_end" },
  { key: "north", name: "North Quay", priceId: "starter_month_usd", becomes: "set_to_end" },
  { key: "olive", name: "Olive Grove", priceId: "plus_month_usd", becomes: "ended" },
  { key: "pine", name: "Pine Ridge", priceId: "starter_month_usd", becomes: "ended" },
];
