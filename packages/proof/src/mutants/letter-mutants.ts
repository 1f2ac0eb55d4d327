import { type Mutant, races, simulator } from "./mutant.ts";

/** Breakages of what customers are told, and of who waits for it. */
export const letterMutants: readonly Mutant[] = [
  {
    name: "a receipt is forgotten",
    guarantee: "G4",
    file: "packages/domain/src/notices-of.ts",
    edits: [["    ...receipts(known, after, invoices),\n", ""]],
    caughtBy: simulator,
  },
  {
    name: "of two payments between two looks, one has no receipt",
    guarantee: "G4",
    file: "packages/domain/src/notices-of.ts",
    edits: [
      [
        "const between = invoices.filter(({ id }) => id !== latestInvoice?.id);",
        "const between: InvoiceTruth[] = [];",
      ],
    ],
    caughtBy: races("letters/failed-payments.test.ts", "G4: two renewals between two looks"),
  },
  {
    name: "nobody is told who was not seen before",
    guarantee: "G4",
    file: "packages/domain/src/notices-of.ts",
    edits: [
      [
        "const known = before?.stripeSubscriptionId === after.stripeSubscriptionId ? before : null;",
        "const known = before;",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "e-mails are sent while the account is looked at",
    guarantee: "G11",
    file: "packages/billing/src/sync-account.ts",
    edits: [
      [
        'const effects = answer.effects.filter((effect) => !goesTo("mail", effect));',
        'const effects = answer.effects.filter((effect) => !goesTo("mail", effect) || true);',
      ],
    ],
    caughtBy: races("letters/letters.test.ts", "G11: a mail server that takes connections"),
  },
  {
    name: "two may be at work on one e-mail",
    guarantee: "G4",
    file: "packages/postgres/src/lease.ts",
    edits: [["= [120, 300];", "= [0, 300];"]],
    caughtBy: races("letters/letters.test.ts", "G11: a mail server that takes connections"),
  },
];
