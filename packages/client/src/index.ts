export type { AppRouter } from "@idem/api";
export {
  type CurrentBilling,
  createIdemClient,
  type IdemClient,
  type IdemClientOptions,
} from "./create-idem-client.ts";
