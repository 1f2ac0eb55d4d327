import { unstoredDiscount } from "../changes/discounts.ts";
import { previewChange, previewDiscounts } from "../changes/preview.ts";
import type { PreviewParams } from "../changes/preview-params.ts";
import { newCustomer } from "../resources/customers.ts";
import { find, liveCustomer } from "../resources/find.ts";
import { previewSchedule } from "../schedules/preview.ts";
import type { World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { missingParameter } from "../wire/read.ts";
import type { Invoice } from "../wire/stored.ts";
import { drawInvoice } from "./invoice.ts";
import { periodLines } from "./invoice-lines.ts";
import { days } from "./period.ts";
import { sourceOf, whyNotRedeemable } from "./redeemable.ts";
import { drawSubscription } from "./subscription.ts";

/** The next invoice of a subscription or a schedule, as it is or would be; or the first of a new one. */
export function previewInvoice(world: World, params: PreviewParams): Invoice {
  const { schedule, subscription, customer, discounts } = params;
  if (schedule !== undefined && subscription !== undefined) {
    throw badParameter(
      "You may only specify one of these parameters: schedule, subscription.",
      "schedule",
    );
  }
  if (schedule !== undefined) {
    const known = find(world, "subscription_schedules", { id: schedule, param: "schedule" });
    const owner = world.store.subscriptions.get(known.subscription ?? "");
    const { phases, proration_behavior: behaviour = "create_prorations" } =
      params.schedule_details ?? {};
    const given = owner === undefined ? undefined : previewDiscounts(world, owner, discounts);
    return previewSchedule(world, known, { phases, behaviour, discounts: given });
  }
  if (subscription === undefined) return previewFirst(world, params);
  const known = find(world, "subscriptions", { id: subscription, param: "subscription" });
  if (customer !== undefined && customer !== known.customer) {
    throw badParameter(
      `The subscription ${known.id} does not belong to the customer ${customer}.`,
      "subscription",
    );
  }
  return previewChange(world, known, { details: params.subscription_details ?? {}, discounts });
}

/** The first invoice of a subscription that is not made yet. */
function previewFirst(world: World, params: PreviewParams): Invoice {
  const [phase] = params.schedule_details?.phases ?? [];
  const sent = params.subscription_details?.items ?? phase?.items ?? [];
  if (sent.length === 0) throw missingParameter("subscription_details[items]");
  const customer =
    params.customer === undefined ? newCustomer(world) : liveCustomer(world, params.customer);
  const items = sent.map((item, at) => {
    const param = `subscription_details[items][${at}][price]`;
    if (item.price === undefined) throw missingParameter(param);
    return {
      price: find(world, "prices", { id: item.price, param }),
      quantity: item.quantity ?? 1,
    };
  });
  const trialDays = params.subscription_details?.trial_period_days ?? 0;
  const trialEnd = endOfTrial(params) ?? (trialDays > 0 ? world.now() + days(trialDays) : null);
  const subscription = drawSubscription(world, {
    customer,
    items,
    metadata: {},
    description: null,
    trialEnd,
    status: "active",
    paymentMethod: null,
    missingMethodAtTrialEnd: "create_invoice",
  });
  const purchase = {
    customer: params.customer ?? null,
    currency: subscription.currency,
    lines: items.map(({ price, quantity }) => ({
      product: price.product,
      subtotal: (price.unit_amount ?? 0) * quantity,
    })),
  };
  const named = params.discounts === "clear" ? [] : (params.discounts ?? []);
  const discounts = named.flatMap((wanted, at) => {
    const param = `discounts[${at}]`;
    const source = sourceOf(world, wanted, param);
    if (source === undefined) return [];
    const reason = whyNotRedeemable(world, source, { purchase, param });
    if (reason !== undefined) throw reason;
    return [unstoredDiscount(world, { source, customer: customer.id, at })];
  });
  const [item] = subscription.items.data;
  const period = {
    start: item?.current_period_start ?? world.now(),
    end: item?.current_period_end ?? world.now(),
    trial: trialEnd !== null,
  };
  const lines = periodLines(world, subscription, period);
  const drawn = drawInvoice(world, {
    customer,
    subscription,
    reason: "upcoming",
    lines,
    discounts,
  });
  const ending = Math.min(drawn.total + drawn.starting_balance, 0);
  return { ...drawn, id: `upcoming_${drawn.id}`, ending_balance: ending };
}

const endOfTrial = ({ subscription_details: details }: PreviewParams): number | undefined =>
  details?.trial_end === "now" ? undefined : details?.trial_end;
