import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { StripeAccount } from "../env.ts";

export type Noted = {
  databaseUrl: string;
  stripe: Pick<StripeAccount, "secretKey" | "apiBase">;
  publicUrl: string;
};

/**
 * Writes into the home how to reach what runs here, readable by its owner only, so that `npm run doctor` finds it without
 * being told. Answers how to take it away again.
 */
export async function noteForCommands(home: string, noted: Noted): Promise<() => Promise<void>> {
  const file = path.join(home, "commands.env");
  const variables = {
    DATABASE_URL: noted.databaseUrl,
    STRIPE_SECRET_KEY: noted.stripe.secretKey,
    STRIPE_API_BASE: noted.stripe.apiBase ?? "",
    IDEM_URL: noted.publicUrl,
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`);
  await writeFile(file, lines.join(""), { mode: 0o600 });
  return () => rm(file, { force: true });
}
