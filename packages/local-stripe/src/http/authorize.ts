import { StripeFailure } from "../wire/failure.ts";

const unauthorized = (message: string) => new StripeFailure(message, { status: 401 });

/** Any test key will do; none, a publishable one, or a live one will not. Returns the refusal. */
export function authorize(header: string | undefined): StripeFailure | undefined {
  const key = keyOf(header ?? "");
  if (key === "") {
    return unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    );
  }
  if (/^[srp]k_live_/.test(key)) {
    return unauthorized(
      "This is a local Stripe for development and tests. It refuses live keys: roll this key if it was sent here by mistake, and use one that begins with sk_test_.",
    );
  }
  if (key.startsWith("pk_")) {
    return new StripeFailure(
      "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.",
      { status: 401, code: "secret_key_required" },
    );
  }
  if (!/^(sk|rk)_test_./.test(key)) {
    return unauthorized(`Invalid API Key provided: ${key.slice(0, 3)}****${key.slice(-4)}`);
  }
  return undefined;
}

function keyOf(header: string): string {
  const [scheme, value = ""] = header.split(" ");
  if (scheme?.toLowerCase() === "bearer") return value;
  if (scheme?.toLowerCase() !== "basic") return "";
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? "";
}
