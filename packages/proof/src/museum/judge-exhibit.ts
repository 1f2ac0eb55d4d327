import { type StripeSubscriptionId, toStripeSubscriptionId } from "@idem/domain";
import type { Sim } from "../simulator/sim.ts";
import { isPayable } from "../simulator/stripe/state.ts";
import type { Exhibit } from "./exhibit.ts";
import type { Heard } from "./watch-answers.ts";

/** What an exhibit has left behind, once everything is at rest. The simulator watches G1 and G2 at every moment. */
export function judgeExhibit(sim: Sim, { guarantees }: Exhibit, heard: readonly Heard[]): string[] {
  return [
    ...twoLive(sim),
    ...untrueRows(sim),
    ...(guarantees.includes("G7") ? untoldRows(sim) : []),
    ...notTheLastCode(sim, heard),
  ];
}

function twoLive({ stripe }: Sim): string[] {
  const live = [...stripe.subscriptions.values()].filter(({ status }) => status === "active");
  return live.length > 1
    ? [`G3: ${live.map(({ id }) => id).join(" and ")} both live at Stripe.`]
    : [];
}

function untrueRows({ stripe, tables }: Sim): string[] {
  return [...tables.rows.values()].flatMap((row) => {
    const id: StripeSubscriptionId = toStripeSubscriptionId(row["subscription"] ?? "sub_none");
    const truth = stripe.subscriptions.get(id);
    return truth && truth.status !== row["status"]
      ? [`G5: the row says ${id} is ${row["status"]}, Stripe says ${truth.status}.`]
      : [];
  });
}

/** The log has a row for each status that a subscription has come to. */
function untoldRows({ tables }: Sim): string[] {
  return [...tables.rows].flatMap(([key, { subscription, status }]) =>
    key.startsWith("subscription") && !tables.rows.has(`audit ${subscription} ${status}`)
      ? [`G7: ${subscription} became ${status}, and the log does not say so.`]
      : [],
  );
}

function notTheLastCode({ stripe }: Sim, heard: readonly Heard[]): string[] {
  return [...stripe.sessions.values()]
    .filter((session) => isPayable(stripe, session))
    .flatMap(({ id, accountId, promotionCodeId }) => {
      const last = heard
        .map(({ request }) => request)
        .filter((one) => one.accountId === accountId)
        .toSorted((a, b) => b.revision - a.revision)[0];
      const wanted = last?.code ? (stripe.promotions.get(last.code)?.id ?? null) : null;
      return last && wanted !== promotionCodeId
        ? [`G9: ${last.code ?? "no code"} was typed last, ${id} has ${promotionCodeId}.`]
        : [];
    });
}
