import { invoiceStatusTexts } from "../../texts/billing.ts";

const known: ReadonlyMap<string, string> = new Map(Object.entries(invoiceStatusTexts));

/** Stripe's status of an invoice in words; one that we do not know is said as Stripe says it. */
export const invoiceStatus = (status: string | null): string =>
  known.get(status ?? "") ?? status ?? "";
