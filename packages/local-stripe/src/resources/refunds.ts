import { formatAmount } from "../billing/money.ts";
import { get, post, type Route } from "../http/route.ts";
import { add, change, type World } from "../state/world.ts";
import { badParameter, refusal } from "../wire/failure.ts";
import { newId } from "../wire/id.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import { atLeast, fields, ignored, missingParameter, oneOf, optional, text } from "../wire/read.ts";
import type { Charge, Refund } from "../wire/stored.ts";
import { find } from "./find.ts";

const createParams = fields({
  amount: optional(atLeast(1)),
  charge: optional(text),
  payment_intent: optional(text),
  reason: optional(oneOf("duplicate", "fraudulent", "requested_by_customer")),
  metadata: optional(metadata),
  currency: optional(ignored),
});

function chargeOf(
  world: World,
  named: { charge?: string | undefined; payment_intent?: string | undefined },
): Charge {
  if (named.charge !== undefined)
    return find(world, "charges", { id: named.charge, param: "charge" });
  if (named.payment_intent === undefined) throw missingParameter("charge");
  const intent = find(world, "payment_intents", {
    id: named.payment_intent,
    param: "payment_intent",
  });
  const charge = world.store.charges.get(intent.latest_charge ?? "");
  if (charge === undefined || intent.status !== "succeeded") {
    throw badParameter(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      "payment_intent",
    );
  }
  return charge;
}

export const refundRoutes: Route[] = [
  post("/v1/refunds", createParams, ({ world, params }) => {
    const charge = chargeOf(world, params);
    const left = charge.amount - charge.amount_refunded;
    const amount = params.amount ?? left;
    if (charge.refunded)
      throw refusal(`Charge ${charge.id} has already been refunded.`, {
        code: "charge_already_refunded",
      });
    if (!charge.paid) throw refusal("This charge has not been paid and cannot be refunded.");
    if (amount > left) {
      throw refusal(
        `Refund amount (${formatAmount(amount, charge.currency)}) is greater than unrefunded amount on charge (${formatAmount(left, charge.currency)})`,
        { param: "amount" },
      );
    }
    const refund: Refund = {
      id: newId("re"),
      object: "refund",
      amount,
      balance_transaction: newId("txn"),
      charge: charge.id,
      created: world.now(),
      currency: charge.currency,
      customer: charge.customer,
      customer_account: null,
      destination_details: {
        card: {
          reference_status: "pending",
          reference_type: "acquirer_reference_number",
          type: "refund",
        },
        type: "card",
      },
      metadata: changedMetadata({}, params.metadata),
      payment_intent: charge.payment_intent,
      payment_method: charge.payment_method,
      reason: params.reason ?? null,
      receipt_number: null,
      source_transfer_reversal: null,
      status: "succeeded",
      transfer_reversal: null,
    };
    add(world, { kind: "refunds", event: "refund.created" }, refund);
    const refunded = charge.amount_refunded + amount;
    change(
      world,
      { kind: "charges", event: "charge.refunded" },
      { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount },
    );
    return refund;
  }),
  get(
    "/v1/refunds",
    fields({
      ...pageFields,
      charge: optional(text),
      payment_intent: optional(text),
      created: optional(range),
    }),
    ({ world, params }) => {
      const byIntent =
        params.payment_intent === undefined
          ? {}
          : { index: "payment_intent", key: params.payment_intent };
      return listPage(world.store.refunds, params, {
        url: "/v1/refunds",
        what: "refund",
        scope: params.charge === undefined ? byIntent : { index: "charge", key: params.charge },
        where: (refund) => params.created?.(refund.created) ?? true,
      });
    },
  ),
  get("/v1/refunds/:id", fields({}), ({ world, id }) => find(world, "refunds", { id })),
];
