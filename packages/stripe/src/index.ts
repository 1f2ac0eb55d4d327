export { createAdminReads } from "./create-admin-reads.ts";
export { createGateway, type GatewayOptions } from "./create-gateway.ts";
export { createPace, looksPerSecond, type Pace } from "./create-pace.ts";
export { createStripeCharts } from "./create-stripe-charts.ts";
export { createStripeLists } from "./create-stripe-lists.ts";
export { type CatalogueSource, type EnsuredPlan, ensureCatalogue } from "./ensure-catalogue.ts";
export { ensurePromotions, type PromotionSource } from "./ensure-promotions.ts";
export { openStripe, type StripeSettings } from "./open-stripe.ts";
export { type Verdict, verifyWebhook } from "./verify-webhook.ts";
