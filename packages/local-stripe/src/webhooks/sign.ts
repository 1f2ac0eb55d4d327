import { createHmac } from "node:crypto";

/** Stripe's `Stripe-Signature` header: HMAC-SHA256 over `<seconds>.<body>`. */
export function signature(
  body: string,
  { secret, seconds }: { secret: string; seconds: number },
): string {
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`, "utf8").digest("hex");
  return `t=${seconds},v1=${mac}`;
}
