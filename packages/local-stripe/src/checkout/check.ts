import type { World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { missingParameter } from "../wire/read.ts";
import type { SessionParams } from "./params.ts";

const [leastSeconds, mostSeconds] = [30 * 60, 24 * 60 * 60];

/** What this mode of Checkout takes; throws a validation failure. */
export function checkMode(params: SessionParams): void {
  if (params.mode === undefined) throw missingParameter("mode");
  if (params.mode === "payment") {
    throw badParameter(
      "This local Stripe serves Checkout Sessions in subscription and setup mode only.",
      "mode",
    );
  }
  if (params.ui_mode === "elements" || params.ui_mode === "form") {
    throw badParameter(
      "This local Stripe serves ui_mode hosted_page and embedded_page only.",
      "ui_mode",
    );
  }
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw badParameter(
      "You may only specify one of these parameters: customer, customer_email.",
      "customer_email",
    );
  }
  if (params.customer_creation !== undefined && params.mode !== "setup") {
    throw badParameter(
      "`customer_creation` can only be used in `payment` and `setup` mode.",
      "customer_creation",
    );
  }
  const data = params.subscription_data;
  if (data?.trial_end !== undefined && data.trial_period_days !== undefined) {
    throw badParameter(
      "You may only specify one of these parameters: trial_end, trial_period_days.",
      "subscription_data[trial_end]",
    );
  }
}

/** Where the buyer goes afterwards: each `ui_mode` has its own parameters. */
export function checkAddresses(params: SessionParams): void {
  const embedded = params.ui_mode === "embedded_page";
  if (!embedded) {
    if (params.return_url !== undefined) {
      throw badParameter(
        "`return_url` can only be used with `ui_mode: embedded_page`, `elements` or `form`.",
        "return_url",
      );
    }
    if (params.success_url === undefined) throw missingParameter("success_url");
    checkUrl(params.success_url, "success_url");
    if (params.cancel_url !== undefined) checkUrl(params.cancel_url, "cancel_url");
    return;
  }
  for (const name of ["success_url", "cancel_url"] as const) {
    if (params[name] !== undefined) {
      throw badParameter(
        `\`${name}\` can not be used with \`ui_mode: embedded_page\`. Use \`return_url\` instead.`,
        name,
      );
    }
  }
  const never = params.redirect_on_completion === "never";
  if (never && params.return_url !== undefined) {
    throw badParameter(
      "`return_url` can not be used with `redirect_on_completion: never`.",
      "return_url",
    );
  }
  if (!never && params.return_url === undefined) throw missingParameter("return_url");
  if (params.return_url !== undefined) checkUrl(params.return_url, "return_url");
}

function checkUrl(url: string, param: string): void {
  if (URL.canParse(url) && /^https?:\/\//.test(url)) return;
  throw badParameter("Not a valid URL", param, "url_invalid");
}

/** When the session closes by itself: 24 hours unless asked otherwise. */
export function expiryOf(world: World, params: SessionParams): number {
  const expiresAt = params.expires_at ?? world.now() + mostSeconds;
  const wait = expiresAt - world.now();
  if (wait >= leastSeconds - 5 && wait <= mostSeconds + 5) return expiresAt;
  throw badParameter(
    "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
    "expires_at",
  );
}
