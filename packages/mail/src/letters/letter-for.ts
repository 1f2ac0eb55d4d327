import { formatMoney, type Notice } from "@idem/domain";
import type { Letter } from "./letter.ts";

type Of<T extends Notice["template"]> = Extract<Notice, { template: T }>;

/** What each notice says. `billingUrl` is the account's billing page. */
export function letterFor(notice: Notice, billingUrl: string): Letter {
  const billing = { label: "Open your billing page", url: billingUrl };
  switch (notice.template) {
    case "welcome":
      return { ...welcome(notice), action: billing };
    case "receipt":
      return {
        ...receipt(notice),
        action: pageOf(notice, "View and print this invoice") ?? billing,
      };
    case "payment_failed":
      return {
        ...paymentFailed(notice),
        action: pageOf(notice, "Pay this invoice now") ?? billing,
      };
    case "card_expiring":
      return { ...cardExpiring(notice), action: billing };
    case "trial_ending":
      return { ...trialEnding(notice), action: billing };
    case "cancelled":
      return { ...cancelled(notice), action: billing };
  }
}

const pageOf = ({ hostedUrl }: { hostedUrl: string | null }, label: string): Letter["action"] =>
  hostedUrl === null ? undefined : { label, url: hostedUrl };

/** "your Plus subscription", or "your subscription" where the plan has no name of ours. */
const ours = (planName: string | null): string =>
  planName === null ? "your subscription" : `your ${planName} subscription`;
const Ours = (planName: string | null): string => `Y${ours(planName).slice(1)}`;

function welcome({ planName, trialEndMs, renewsAtMs }: Of<"welcome">): Letter {
  const next =
    trialEndMs === null
      ? renewsAtMs === null
        ? []
        : [`It renews on ${longDate(renewsAtMs)}. You can change or cancel it at any time.`]
      : [`Your trial ends on ${longDate(trialEndMs)}. Nothing is charged before that.`];
  return {
    subject: planName === null ? "Welcome" : `Welcome to ${planName}`,
    paragraphs: [`${Ours(planName)} has started. Thank you!`, ...next],
  };
}

function receipt({ number, planName, paidAtMs, ...money }: Of<"receipt">): Letter {
  const total = formatMoney({ amount: money.total, currency: money.currency });
  return {
    subject: `Receipt for ${total}`,
    paragraphs: [`We have received your payment for ${ours(planName)}.`],
    facts: [
      ...(number === null ? [] : [["Invoice", number] as const]),
      ...(paidAtMs === null ? [] : [["Paid on", longDate(paidAtMs)] as const]),
      ["Total", total],
    ],
  };
}

function paymentFailed(notice: Of<"payment_failed">): Letter {
  const { planName, nextAttemptAtMs, isLast, ...money } = notice;
  const due = formatMoney({ amount: money.amountDue, currency: money.currency });
  return {
    subject: `Your payment of ${due} did not go through`,
    paragraphs: [
      `We could not collect ${due} for ${ours(planName)}. Please pay the invoice, or use another card.`,
      isLast
        ? `${Ours(planName)} is switched off until it is paid. We do not try again by ourselves.`
        : nextAttemptAtMs === null
          ? "We do not try again by ourselves."
          : `We try your card again on ${longDate(nextAttemptAtMs)}. Until then you can use everything as before.`,
    ],
  };
}

function cardExpiring({ card: { brand, last4, expMonth, expYear } }: Of<"card_expiring">): Letter {
  const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });
  return {
    subject: `Your card ending in ${last4} expires soon`,
    paragraphs: [
      `Your ${capital(brand)} card ending in ${last4} expires at the end of ${month.format(Date.UTC(expYear, expMonth - 1))}.`,
      "Please give us another card, so that your subscription goes on without a break.",
    ],
  };
}

function trialEnding({ planName, trialEndMs, card, ...money }: Of<"trial_ending">): Letter {
  const day = longDate(trialEndMs);
  const plan = planName === null ? "Your trial" : `Your trial of ${planName}`;
  const to = card === null ? "" : ` to your ${capital(card.brand)} card ending in ${card.last4}`;
  return {
    subject: `${plan} ends on ${day}`,
    paragraphs: [
      `${plan} ends on ${day}. Then we charge ${formatMoney(money)}${to}, and your subscription goes on.`,
      "If you do not want that, cancel before then, and nothing is charged.",
    ],
  };
}

function cancelled({ planName, endsAtMs, isOver }: Of<"cancelled">): Letter {
  const day = longDate(endsAtMs);
  return isOver
    ? {
        subject: `${Ours(planName)} has ended`,
        paragraphs: [
          `${Ours(planName)} ended on ${day}. Nothing more is charged.`,
          "You can subscribe again whenever you like.",
        ],
      }
    : {
        subject: `${Ours(planName)} ends on ${day}`,
        paragraphs: [
          `${Ours(planName)} is cancelled. You can use it until ${day}; nothing more is charged.`,
          "If you change your mind before then, you can resume it with one click.",
        ],
      };
}

/** Stripe writes brands small. */
const capital = (brand: string): string => brand.charAt(0).toUpperCase() + brand.slice(1);

const longDate = (atMs: number): string =>
  new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(atMs);
