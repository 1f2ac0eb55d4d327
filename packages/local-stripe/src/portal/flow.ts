import { find } from "../resources/find.ts";
import type { World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import { missingParameter } from "../wire/read.ts";
import type { PortalConfiguration, PortalSession } from "../wire/stored.ts";
import type { FlowData } from "./params.ts";

type Flow = NonNullable<PortalSession["flow"]>;
type Owner = { customer: string; configuration: PortalConfiguration };

/** The one thing that a session leads its customer to; refuses what the configuration does not allow. */
export function flowOf(world: World, sent: FlowData, owner: Owner): Flow {
  const plain: Flow = {
    after_completion: completionOf(sent),
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: sent.type,
  };
  const { features } = owner.configuration;
  switch (sent.type) {
    case "customer_update":
      return { ...plain, customer_update: {} };
    case "payment_method_update":
      mustAllow(features.payment_method_update.enabled, sent.type);
      return plain;
    case "subscription_cancel": {
      mustAllow(features.subscription_cancel.enabled, sent.type);
      const subscription = ownedBy(world, owner.customer, {
        sent: sent[sent.type],
        name: sent.type,
      });
      return { ...plain, subscription_cancel: { retention: null, subscription } };
    }
    case "subscription_update": {
      mustAllow(features.subscription_update.enabled, sent.type);
      const subscription = ownedBy(world, owner.customer, {
        sent: sent[sent.type],
        name: sent.type,
      });
      return { ...plain, subscription_update: { subscription } };
    }
    case "subscription_update_confirm": {
      mustAllow(features.subscription_update.enabled, sent.type);
      const wanted = sent.subscription_update_confirm;
      const subscription = ownedBy(world, owner.customer, { sent: wanted, name: sent.type });
      const discounts = wanted?.discounts?.map(({ coupon, promotion_code: code }) => ({
        coupon: coupon ?? null,
        promotion_code: code ?? null,
      }));
      const items = (wanted?.items ?? []).map(({ id, price, quantity }) => ({
        id,
        price: price ?? null,
        ...(quantity === undefined ? {} : { quantity }),
      }));
      return {
        ...plain,
        subscription_update_confirm: { discounts: discounts ?? null, items, subscription },
      };
    }
  }
}

function completionOf({ after_completion: sent }: FlowData): Flow["after_completion"] {
  const address = sent?.redirect?.return_url;
  return {
    hosted_confirmation:
      sent?.type === "hosted_confirmation"
        ? { custom_message: sent.hosted_confirmation?.custom_message ?? null }
        : null,
    redirect: address === undefined ? null : { return_url: address },
    type: sent?.type ?? "portal_homepage",
  };
}

type Named = { sent: { subscription: string } | undefined; name: string };

function ownedBy(world: World, customer: string, { sent, name }: Named): string {
  const param = `flow_data[${name}][subscription]`;
  if (sent === undefined) throw missingParameter(`flow_data[${name}]`);
  const subscription = find(world, "subscriptions", { id: sent.subscription, param });
  if (subscription.customer === customer) return subscription.id;
  throw refusal(`The subscription ${subscription.id} does not belong to this customer.`, { param });
}

function mustAllow(enabled: boolean, feature: string): void {
  if (enabled) return;
  throw refusal(
    `The ${feature} feature is disabled in the portal configuration that was given, so this flow cannot be used.`,
    { param: "flow_data[type]" },
  );
}
