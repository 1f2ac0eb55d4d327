import type { Route } from "../http/route.ts";
import { billingPortalRoutes } from "./billing-portal.ts";
import { checkoutSessionRoutes } from "./checkout-sessions.ts";
import { couponRoutes } from "./coupons.ts";
import { customerRoutes } from "./customers.ts";
import { eventRoutes } from "./events.ts";
import { invoiceActionRoutes } from "./invoice-actions.ts";
import { invoiceRoutes } from "./invoices.ts";
import { paymentRoutes } from "./payments.ts";
import { priceRoutes } from "./prices.ts";
import { productRoutes } from "./products.ts";
import { promotionCodeRoutes } from "./promotion-codes.ts";
import { refundRoutes } from "./refunds.ts";
import { subscriptionRoutes } from "./subscriptions.ts";
import { testClockRoutes } from "./test-clocks.ts";
import { webhookEndpointRoutes } from "./webhook-endpoints.ts";

/** Every endpoint of the API; whatever is not here is answered as Stripe answers unknown URLs. */
export const allRoutes = (secretFor: () => string): Route[] => [
  ...customerRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...couponRoutes,
  ...promotionCodeRoutes,
  ...checkoutSessionRoutes,
  ...subscriptionRoutes,
  ...invoiceRoutes,
  ...invoiceActionRoutes,
  ...paymentRoutes,
  ...refundRoutes,
  ...billingPortalRoutes,
  ...testClockRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes(secretFor),
];
