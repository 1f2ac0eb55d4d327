import {
  type AccountId,
  decideRelink,
  type RelinkAnswer,
  type StripeCustomerId,
} from "@idem/domain";
import { once } from "../once.ts";
import type { Plan } from "../ports/doctor-records.ts";
import { goesTo } from "../ports/systems.ts";
import { cardsOnTrial, nameOf } from "../sync-account.ts";
import { type Doctor, doctorActor } from "./doctor.ts";
import type { Taken } from "./take-step.ts";

export type Relinking = {
  plan: Pick<Plan, "id" | "reason">;
  accountId: AccountId;
  /** Whom the row named when this was planned. */
  from: StripeCustomerId | null;
  to: StripeCustomerId;
};

/** As long as others write the account meanwhile, what we have fetched may be older than what they have written. */
const tries = 5;

/** The account's row, and its subscription's, follow another customer, in one commit. Taken twice it is once. */
export async function relink(
  doctor: Doctor,
  { plan, accountId, from, to }: Relinking,
): Promise<Taken> {
  const { ports, charts, inPace } = doctor;
  const actor = doctorActor(plan.id);
  const found = await inPace(() => charts.customer(to));
  if (found.is !== "living")
    return { is: "refused", note: `${to} is ${found.is} at Stripe: the row keeps what it has.` };
  for (let attempt = 0; attempt < tries; attempt++) {
    const { account, trial } = await ports.store.account(accountId);
    const listed = await inPace(() => ports.gateway.subscriptions(to));
    const subscriptions = await Promise.all(listed.map((one) => nameOf(ports, one)));
    const { facts } = found;
    const customer = {
      stripeCustomerId: to,
      email: facts.email ?? account.email,
      name: facts.name ?? account.name,
    };
    const truth = { subscriptions, openSession: null };
    const focus = { accountId, actor, cards: cardsOnTrial(truth, { trial }) };
    const answer: RelinkAnswer = await ports.transition(focus, (state) =>
      decideRelink(state, {
        from,
        customer,
        truth,
        readVersion: account.syncVersion,
        reason: plan.reason,
      }),
    );
    if (answer.is === "stale") continue;
    if (answer.is === "moved")
      return {
        is: "refused",
        note: `The row names ${answer.to ?? "nobody"} by now, and keeps it.`,
      };
    for (const effect of answer.effects)
      if (!goesTo("mail", effect)) await inPace(() => once(ports, effect, actor));
    return { is: "done", note: null };
  }
  return { is: "unknown", note: "Others write the account all the time." };
}
