import { demoCodes } from "./catalogue/demo-promotions.ts";
import { demoLogins } from "./demo/demo-logins.ts";
import type { Env } from "./env.ts";

/** The one line that a person needs after `npm start`. In production it is the address alone. */
export function banner(
  url: string,
  env: Pick<Env, "isProduction"> & { mailboxUrl: string | null },
): string {
  if (env.isProduction) return `Idem is ready at ${url}`;
  const logins = Object.entries(demoLogins).map(
    ([role, { email, password }]) => `${role} ${email} / ${password}`,
  );
  const parts = [
    `Idem is ready at ${url}`,
    "card 4242 4242 4242 4242",
    `codes ${demoCodes.join(", ")}`,
    ...logins,
    ...(env.mailboxUrl === null ? [] : [`e-mails at ${env.mailboxUrl}`]),
  ];
  return parts.join(" · ");
}
