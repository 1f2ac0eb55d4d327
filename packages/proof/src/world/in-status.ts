import { z } from "zod";

/** Answers of Stripe in which one subscription has another status, e.g. one that Stripe has added since. */
export function inStatus(subscriptionId: string, status: string): (answer: string) => string {
  const meant = z.looseObject({
    id: z.literal(subscriptionId),
    object: z.literal("subscription"),
  });
  return (answer) =>
    JSON.stringify(
      JSON.parse(answer, (_key, value: unknown) => {
        const { data } = meant.safeParse(value);
        return data === undefined ? value : { ...data, status };
      }),
    );
}
