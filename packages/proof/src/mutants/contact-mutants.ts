import { type Mutant, unit } from "./mutant.ts";

const contact = (title: string) => unit("packages/domain/src/decide-contact.test.ts", title);

/** Breakages of where bills go. */
export const contactMutants: readonly Mutant[] = [
  {
    name: "two addresses are on their way to Stripe at once",
    guarantee: "G4",
    file: "packages/domain/src/decide-contact.ts",
    edits: [
      [
        `  if (running) return unchanged({ is: "carry_out", effect: running, isOwn: false });\n`,
        "",
      ],
    ],
    caughtBy: contact("asked again while the answer is lost"),
  },
  {
    name: "back to an earlier address is what was done already",
    guarantee: "G4",
    file: "packages/domain/src/decide-contact.ts",
    edits: [["account.contactVersion + 1", "account.contactVersion"]],
    caughtBy: contact("there and back is two effects"),
  },
];
