import { actionMutants } from "./action-mutants.ts";
import { billingMutants } from "./billing-mutants.ts";
import { contactMutants } from "./contact-mutants.ts";
import { domainMutants } from "./domain-mutants.ts";
import { doorMutants } from "./door-mutants.ts";
import { letterMutants } from "./letter-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { postgresMutants } from "./postgres-mutants.ts";
import { repairMutants } from "./repair-mutants.ts";
import { repairPlanMutants } from "./repair-plan-mutants.ts";

/** From the decisions outwards. */
export const allMutants: readonly Mutant[] = [
  ...domainMutants,
  ...billingMutants,
  ...actionMutants,
  ...letterMutants,
  ...postgresMutants,
  ...doorMutants,
  ...contactMutants,
  ...repairPlanMutants,
  ...repairMutants,
];
