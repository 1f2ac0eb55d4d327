import {
  type AccountId,
  type ChartedCustomer,
  chooseSurvivor,
  diagnose,
  isLive,
  provenOf,
} from "@idem/domain";
import type { Doctor } from "../doctor/doctor.ts";
import { readChart } from "../doctor/read-chart.ts";
import { ProviderUnavailable } from "../ports/gateway.ts";
import type { ComparedAnswer, ComparedCustomer } from "./duplicates.ts";

/**
 * Looks at the customers of one of a plan's accounts, as the plan was made from them and as Stripe has them now: who reads a
 * plan sees why one stays, and whether it is still so. Changes nothing.
 */
export async function compareCustomers(
  doctor: Doctor,
  { planId, accountId }: { planId: string; accountId: AccountId },
): Promise<ComparedAnswer> {
  const [first] = await doctor.records.steps(planId, accountId);
  if (first?.step.is !== "look") return { is: "not_found" };
  const { candidates } = first.step;
  try {
    const auditBreaksAt = await doctor.records.auditBreaksAt(accountId);
    const chart = await readChart(doctor, { accountId, candidates, auditBreaksAt });
    const chosen = chooseSurvivor(provenOf(chart.customers));
    const survivorId = chosen?.survivor.id ?? null;
    return {
      is: "compared",
      survivorId,
      why: chosen?.why ?? "",
      // Who stays comes first.
      customers: chart.customers
        .map(toCompared)
        .toSorted((a, b) => Number(b.id === survivorId) - Number(a.id === survivorId)),
      findings: diagnose(chart).map(({ invariant, words }) => ({ invariant, words })),
      isInFlight: chart.isInFlight,
    };
  } catch (error) {
    if (error instanceof ProviderUnavailable) return { is: "no_answer" };
    throw error;
  }
}

const toCompared = (customer: ChartedCustomer): ComparedCustomer => {
  const { id, signal, isProven, createdAtMs, paidInvoices, balance, currency, card } = customer;
  const { email, name, metadata } = customer;
  const live = customer.subscriptions.filter(({ status }) => isLive(status));
  return {
    ...{ id, email, name, signal, isProven, createdAtMs, paidInvoices, currency },
    claims: metadata["accountId"] ?? null,
    live: live.map(({ stripeSubscriptionId, status, planName }) => ({
      id: stripeSubscriptionId,
      status,
      planName,
    })),
    // Stripe writes what a customer has to their good below zero.
    credit: balance === 0 ? 0 : -balance,
    card: card && { brand: card.brand, last4: card.last4 },
    hasPaymentMethod: customer.hasPaymentMethod,
  };
};
