/** Texts of the command palette. */
export const paletteTexts = {
  title: "Go to",
  field: "A page, a saved view, a customer or an id",
  open: (id: string) => `Open ${id}`,
  view: (name: string) => `View: ${name}`,
  looking: "Looking, also at Stripe …",
  search: (text: string) => `Search subscriptions for “${text}”`,
} as const;
