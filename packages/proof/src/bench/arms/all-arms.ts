import { betterAuthBuyers } from "../rivals/better-auth-stripe/buyers.ts";
import { idemBuyers } from "../rivals/idem/buyers.ts";
import { tenants } from "../rivals/tenants.ts";
import type { ArmBuyers, ArmName } from "./arm.ts";

export const allArms: Record<ArmName, ArmBuyers & { title: string }> = {
  "transaction-without-lock": { ...tenants, title: "transaction, no lock" },
  "row-lock": { ...tenants, title: "transaction, row lock" },
  "better-auth-stripe": { ...betterAuthBuyers, title: "@better-auth/stripe" },
  "dbos-workflow": { ...tenants, title: "DBOS workflow" },
  idem: { ...idemBuyers, title: "Idem" },
};
