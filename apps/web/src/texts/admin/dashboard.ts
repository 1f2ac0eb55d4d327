/** Texts of the dashboard. */
export const dashboardTexts = {
  title: "Dashboard",
  mrr: "Monthly recurring revenue",
  mrrDefinition:
    "What active and overdue subscriptions bring in a month: price × seats less the discount that runs, a year as a twelfth. Trials, paused and ended ones bring nothing; credits, refunds and taxes are not counted. Each currency stands for itself.",
  sumOf:
    "Each month: starting + new + expansion + reactivation − contraction − churn = ending. A movement is dated when it was written here.",
  movementsDefinition: [
    ["New", "the first that somebody brings in this currency."],
    [
      "Expansion, contraction",
      "the same subscriber brings more, or less: another plan, seats, a discount that begins or ends.",
    ],
    ["Reactivation", "somebody who had left brings something again."],
    [
      "Churn",
      "what somebody brought who brings nothing any more: ended, paused, unpaid, or free for a while.",
    ],
    ["Churn rate", "a month’s churn as a share of what it started with."],
  ],
  sinceStart: (month: string) => `${month} so far`,
  endings: "At the end of each month",
  moved: "What moved it",
  month: "Month",
  starting: "Starting",
  ending: "Ending",
  movements: {
    new: "New",
    expansion: "Expansion",
    reactivation: "Reactivation",
    contraction: "Contraction",
    churn: "Churn",
  },
  churnRate: "Churn rate",
  noRevenue: "Nothing has been earned yet.",
  currency: "Currency",
  now: "Right now",
  inDoubt: "Effects in doubt",
  lag: "Webhook lag",
  customers: "Customers at Stripe, last 30 days",
  customersDefinition:
    "What came of each start’s question for its customer. Made and recovered come from the journal and are exact; the others are counted by the nodes.",
  created: "Made",
  recovered: "Found after a lost answer",
  reused: "Was there already",
  raceAverted: "Race averted",
  comings: "Subscriptions begun and ended, last 30 days",
  started: "Begun",
  ended: "Ended",
  table: "As a table",
  day: "Day",
} as const;
