import Stripe from "stripe";

/** The most that Stripe puts on a page. */
export const limit = 100;

type Listed = { id: string; created: number };
type From = { starting_after?: string; created?: { lte: number } };

/**
 * The page behind the cursor. Stripe refuses a cursor that names an object which does not exist any more, such as a
 * customer deleted while the pass was away: then it goes on by the time of its creation, and a few come twice.
 */
export async function behind<T>(
  cursor: string | null,
  list: (from: From) => Promise<T>,
): Promise<T> {
  if (cursor === null) return list({});
  const [id = "", created = ""] = cursor.split("@");
  try {
    return await list({ starting_after: id });
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError) || error.code !== "resource_missing")
      throw error;
    return list({ created: { lte: Number(created) } });
  }
}

export function nextOf({ data, has_more }: { data: Listed[]; has_more: boolean }): string | null {
  const last = data.at(-1);
  return has_more && last !== undefined ? `${last.id}@${last.created}` : null;
}
