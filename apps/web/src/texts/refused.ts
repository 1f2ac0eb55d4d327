/** Texts of what a checkout was refused for. */
export const refusedTexts = {
  superseded: "A newer choice exists",
  supersededBody: "This checkout was changed in another tab or window. Which one should count?",
  useThis: "Use the choice on this page",
  useNewest: "Show the newest choice",
  price_unavailable: "This plan is no longer offered",
  seats_unavailable: "That many seats are not offered",
  provider_refused: "Payment could not be opened",
  provider_unavailable: "The payment provider does not answer",
  currency_conflict: "Another currency is needed",
  seePlans: "See the plans",
  plansIn: (currency: string) => `See the plans in ${currency}`,
} as const;
