import { type Mutant, races } from "./mutant.ts";

const answersLost = (title: string) => races("races/customer-answers-lost.test.ts", title);

/** Breakages at the doors: how it is said to Stripe, what Stripe’s answers mean, who may ask us. */
export const doorMutants: readonly Mutant[] = [
  {
    name: "409 counts as Stripe’s no",
    guarantee: "G1",
    file: "packages/stripe/src/classify.ts",
    edits: [
      [
        `? { is: "busy" }`,
        `? { is: "refused", status, errorCode: null, param: null, message: error.message }`,
      ],
    ],
    caughtBy: answersLost("G1: a request that meets its own key in flight"),
  },
  {
    name: "500 counts as Stripe’s no",
    guarantee: "G4",
    file: "packages/stripe/src/classify.ts",
    edits: [
      [
        `? { is: "spent" }
        : { is: "unknown",`,
        `? { is: "spent" }
        : status === 500
          ? { is: "refused", status, errorCode: null, param: null, message: error.message }
          : { is: "unknown",`,
      ],
    ],
    caughtBy: races("mutants/answers-of-stripe.test.ts", "G4: a 500 is not Stripe’s no"),
  },
  {
    name: "no answer counts as Stripe’s no",
    guarantee: "G4",
    file: "packages/stripe/src/classify.ts",
    edits: [
      [
        `if (status === undefined) return { is: "unknown",`,
        `if (status === undefined)
    return { is: "refused", status: 0, errorCode: null, param: null, message: error.message };
  if (status < 0) return { is: "unknown",`,
      ],
    ],
    caughtBy: answersLost("G1, G4: lose answer"),
  },
  {
    name: "a saved 500 is asked again for ever",
    guarantee: "G4",
    file: "packages/stripe/src/classify.ts",
    edits: [
      [
        `error.headers?.["idempotent-replayed"] === "true"`,
        `error.headers?.["idempotent-replayed"] === "never"`,
      ],
    ],
    caughtBy: answersLost("G1, G4: a 500 that Stripe has saved"),
  },
  {
    name: "looked for by search, which lags",
    guarantee: "G1",
    file: "packages/stripe/src/look.ts",
    edits: [
      [
        "stripe.customers.list({ email: intent.email, limit: 100 })",
        "stripe.customers.search({ query: `email:'` + intent.email + `'`, limit: 100 })",
      ],
      ["find(intent, stripe.customers.list({ created, limit: 100 }))", "byEmail"],
    ],
    caughtBy: races("mutants/answers-of-stripe.test.ts", "G1: what was made a moment ago"),
  },
  {
    name: "a webhook’s signature is not checked",
    guarantee: "G5",
    file: "packages/stripe/src/verify-webhook.ts",
    edits: [["  if (!isSigned) return", "  if (!isSigned && secrets.length === 0) return"]],
    caughtBy: races("lifecycle/webhook-door.test.ts", "G5: forged"),
  },
  {
    name: "nobody asks whose account it is",
    guarantee: "G8",
    file: "packages/api/src/account-procedure.ts",
    edits: [
      [
        "  if (await accounts.mayBill(viewer, asked)) return asked;",
        "  if (asked !== undefined) return asked;",
      ],
    ],
    caughtBy: races("lifecycle/every-procedure.test.ts", "G8: checkout.start about a person"),
  },
];
