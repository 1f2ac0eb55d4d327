import { badParameter } from "../wire/failure.ts";
import { type Reader, text } from "../wire/read.ts";

/** ISO 4217, in lower case as Stripe keeps it. */
export const currency: Reader<string> = (form, path) => {
  const value = text(form, path).toLowerCase();
  if (/^[a-z]{3}$/.test(value)) return value;
  throw badParameter(`Invalid currency: ${value}`, path, "parameter_invalid_string");
};
