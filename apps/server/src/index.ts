export { seedCatalogue, seedPromotions } from "./catalogue/seed-catalogue.ts";
export type { Decorate } from "./compose.ts";
export { demoLogins } from "./demo/demo-logins.ts";
export { serve } from "./serve.ts";
export type { ServeConfig, Served } from "./serve-config.ts";
