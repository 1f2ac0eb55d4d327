/** Texts of the billing page. */
export const billingTexts = {
  title: "Billing",
  none: "You have no subscription",
  noneBody: "Choose a plan to start one.",
  choose: "See the plans",
  change: "Change plan",
  status: "Status",
  nextCharge: "Next charge",
  noCharge: "None",
  on: (amount: string, date: string) => `${amount} on ${date}`,
  discount: "Discount",
  discountUntil: (off: string, date: string) => `${off} until ${date}`,
  discountForever: (off: string) => `${off}, for as long as you stay subscribed`,
  endsOn: (date: string) => `Ends on ${date}. You can use it until then.`,
  endedOn: (date: string) => `Ended on ${date}.`,
  trialUntil: (date: string) => `Free trial until ${date}.`,
  openTitle: "You have an unfinished checkout",
  openBody: (plan: string, total: string) =>
    `${plan}, ${total} due today. Nothing was charged yet.`,
  resume: "Resume checkout",
  invoices: "Invoices",
  noInvoices: "There are no invoices yet. The first one appears here after your first payment.",
  number: "Number",
  date: "Date",
  total: "Total",
  links: "Documents",
  view: "View",
  pdf: "PDF",
  viewNamed: (number: string) => `View invoice ${number}`,
  pdfNamed: (number: string) => `Invoice ${number} as PDF`,
  unnumbered: "Draft",
  invoicesLater: "Invoices can’t be loaded right now; your subscription is not affected.",
  billedTo: "Billed to",
} as const;

export const subscriptionStatusTexts = {
  active: "Active",
  trialing: "In free trial",
  past_due: "Payment overdue: the last charge failed",
  unpaid: "Unpaid: the last charges failed",
  paused: "Paused",
  canceled: "Ended",
  incomplete: "Waiting for the first payment",
  incomplete_expired: "Not started: the first payment was never made",
} as const;

export const invoiceStatusTexts = {
  draft: "Draft",
  open: "Open",
  paid: "Paid",
  uncollectible: "Uncollectible",
  void: "Void",
} as const;
