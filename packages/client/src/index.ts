export type { AppRouter } from "@idem/api";
export { createIdemClient, type IdemClient, type IdemClientOptions } from "./create-idem-client.ts";
