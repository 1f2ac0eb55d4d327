import { ProviderUnavailable } from "@idem/billing";
import Stripe from "stripe";

/** Runs a read. No answer, 5xx, 401 and 429 become `ProviderUnavailable`; every other failure is a fault of ours. */
export async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && isUnavailable(error.statusCode))
      throw new ProviderUnavailable(`Stripe did not answer: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Runs a read of one object; `null` where Stripe has no such object. */
export async function readingOne<T>(read: () => Promise<T>): Promise<T | null> {
  return reading(async () => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof Stripe.errors.StripeError && error.code === "resource_missing")
        return null;
      throw error;
    }
  });
}

const isUnavailable = (status: number | undefined): boolean =>
  status === undefined ||
  status === 401 ||
  status === 403 ||
  status === 409 ||
  status === 429 ||
  status >= 500;
