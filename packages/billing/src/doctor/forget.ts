import { type AccountId, decideRetireCustomer, type StripeCustomerId } from "@idem/domain";
import type { Plan } from "../ports/doctor-records.ts";
import { type Doctor, doctorActor } from "./doctor.ts";
import type { Taken } from "./take-step.ts";

export type Forgetting = {
  plan: Pick<Plan, "id">;
  accountId: AccountId;
  customerId: StripeCustomerId;
};

/** The account forgets a customer that was deleted at Stripe: its next purchase makes the next one. */
export async function forget(
  { ports }: Doctor,
  { plan, accountId, customerId }: Forgetting,
): Promise<Taken> {
  await ports.transition({ accountId, actor: doctorActor(plan.id) }, (state) =>
    decideRetireCustomer(state, customerId),
  );
  return { is: "done", note: null };
}
