import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openBrowser } from "../world/chromium.ts";
import { lookAsStaff } from "./look-as-staff.ts";
import { lookAtDuplicates } from "./look-at-duplicates.ts";
import { looks } from "./looks.ts";
import { buy, signUp } from "./people.ts";
import { folder, take } from "./take.ts";

/**
 * Takes the pictures of the documentation anew from a product that runs with its demo logins: one purchase in each look.
 * The staff's pages look like a business after `npm run seed:large -- --count 3000`. Take them with an installed Chromium
 * (CHROMIUM_PATH): the one from npm has few letters.
 *
 * With `--stripe URL`, of its local Stripe, only those of the duplicates are taken, on a product in which nobody has
 * bought yet: what people buy there is damaged first.
 */
async function takePictures(url: string, stripeUrl: string | undefined): Promise<void> {
  await mkdir(folder, { recursive: true });
  await using browser = await openBrowser();
  for (const [look, { options, shown }] of Object.entries(looks)) {
    const setting = { ...options, baseURL: url, reducedMotion: "reduce" } as const;
    const page = await signUp(browser, setting);
    const picture = async (name: string) => {
      if (shown.includes(name)) await take(page, `${name}-${look}`);
    };
    if (stripeUrl === undefined) {
      await buy(page, picture);
      await lookAsStaff(page, picture);
    } else if (shown.includes("admin-duplicates")) {
      await lookAtDuplicates(page, { browser, setting, stripeUrl }, picture);
    }
    console.log(`${look}: taken`);
  }
}

const { values, positionals } = parseArgs({
  options: { stripe: { type: "string" } },
  allowPositionals: true,
});
await takePictures(positionals[0] ?? "http://localhost:3000", values.stripe);
