import { setTimeout as pause } from "node:timers/promises";
import type { Ready, StartAnswer } from "../world/start.ts";
import { countOne } from "./ledger.ts";
import { type Buyer, type Choice, clientOf, openTab, press, type Street, type Tab } from "./tab.ts";
import { cancel, pay, waitOnReturnPage } from "./till.ts";

const prices = ["starter", "plus", "enterprise"].flatMap((plan) => [
  `${plan}_month_usd`,
  `${plan}_year_usd`,
]);
const codes = [
  "WELCOME20",
  "SPRING20",
  "TENOFF",
  "welcome20 ",
  "NOSUCHCODE",
  "PLUSONLY",
  "MIN100",
  "FIRST50",
];
const goodCard = "4242424242424242";
const badCards = ["4000000000000002", "4000000000009995", "4000000000000069"];

const visitKinds = [
  "straight",
  "double click",
  "two tabs",
  "coupon burst",
  "reload",
  "declined card",
  "pays while another tab starts",
  "leaves",
] as const;
export type VisitKind = (typeof visitKinds)[number];

const draw = ({ random }: Street): Choice => ({
  priceId: random.pick(prices),
  code: random.chance(0.5) ? random.pick(codes) : null,
  replace: false,
});

/** One visit to the shop, of one kind; afterwards, sometimes, the subscription is cancelled at Stripe. */
export async function visit(street: Street, buyer: Buyer): Promise<void> {
  const kind = street.random.pick(visitKinds);
  countOne(street.tally().visits, kind);
  await visits[kind](street, openTab(street, buyer));
}

const visits: Record<VisitKind, (street: Street, tab: Tab) => Promise<void>> = {
  straight: async (street, tab) => {
    await goAndPay(street, tab, await choose(street, tab, draw(street)));
  },

  "double click": async (street, tab) => {
    const choice = draw(street);
    const [first, second] = await Promise.all([
      press(street, tab, choice),
      press(street, tab, choice),
    ]);
    const ready = [first, second].find((one) => one?.is === "ready");
    const answer = ready?.is === "ready" ? ready : await choose(street, tab, choice);
    await goAndPay(street, tab, answer);
  },

  "two tabs": async (street, tab) => {
    const other = { ...openTab(street, tab.buyer), node: tab.node + 1 };
    await Promise.all(
      [tab, other].map(async (one) =>
        goAndPay(street, one, await choose(street, one, draw(street))),
      ),
    );
  },

  "coupon burst": async (street, tab) => {
    const { priceId } = draw(street);
    const replace = street.random.chance(0.5);
    const typed = Array.from(
      { length: 3 + Math.floor(street.random.next() * 4) },
      async (_, revision) => {
        await pause(revision * street.random.between(40, 120));
        const code = street.random.chance(0.8) ? street.random.pick(codes) : null;
        return press(street, { ...tab, revision }, { priceId, code, replace });
      },
    );
    const last = (await Promise.all(typed)).at(-1) ?? null;
    tab.revision = typed.length;
    const answer =
      last?.is === "ready" ? last : await choose(street, tab, { priceId, code: null, replace });
    await goAndPay(street, tab, answer);
  },

  reload: async (street, tab) => {
    const choice = draw(street);
    // The page is gone before its answer: only the attempt and the revision are kept by the browser.
    const leaving = AbortSignal.timeout(Math.ceil(street.random.between(1, 400)));
    street.tally().presses += 1;
    await clientOf(street, tab)
      .checkout.start.mutate(
        { ...choice, attempt: tab.attempt, revision: tab.revision, ui: "embedded" },
        { signal: leaving },
      )
      .catch(() => null);
    tab.node += 1;
    await goAndPay(street, tab, await choose(street, tab, choice));
  },

  "declined card": async (street, tab) => {
    const answer = await choose(street, tab, draw(street));
    if (answer === null || street.isQuiet()) return;
    await pay(street, tab, { sessionId: answer.sessionId, card: street.random.pick(badCards) });
    await goAndPay(street, tab, answer);
  },

  "pays while another tab starts": async (street, tab) => {
    const answer = await choose(street, tab, draw(street));
    const other = openTab(street, tab.buyer);
    await Promise.all([
      goAndPay(street, tab, answer),
      pause(street.random.between(0, 80)).then(() => press(street, other, draw(street))),
    ]);
  },

  leaves: async (street, tab) => {
    await choose(street, tab, draw(street));
  },
};

/** Goes on from a refusal as a person would, until there is a pay page; `null` when there is none to be had. */
async function choose(street: Street, tab: Tab, first: Choice): Promise<Ready | null> {
  let choice = first;
  for (let turn = 0; turn < 6 && !street.isQuiet(); turn += 1) {
    const shownDueToday = street.random.chance(0.5) ? await quoted(street, tab, choice) : null;
    const answer = await press(street, tab, { ...choice, shownDueToday });
    if (answer === null || answer.is === "ready") return answer;
    countOne(street.tally().refusals, answer.reason);
    const next = afterRefusal(answer, choice);
    if (next === null) return null;
    choice = next;
    tab.revision += 1;
  }
  return null;
}

function afterRefusal(
  { reason }: Extract<StartAnswer, { is: "refused" }>,
  choice: Choice,
): Choice | null {
  switch (reason) {
    case "already_subscribed":
      // What is there already was bought in another tab.
      return choice.replace ? null : { ...choice, replace: true };
    case "code_rejected":
      return { ...choice, code: null };
    case "price_changed":
      return choice;
    case "already_paid":
    case "currency_conflict":
    case "price_unavailable":
    case "provider_refused":
    case "provider_unavailable":
    case "seats_unavailable":
    case "superseded":
      return null;
  }
}

/** The total on the screen; whoever could not see one presses without. */
async function quoted(street: Street, tab: Tab, { priceId, code }: Choice): Promise<number | null> {
  try {
    const answer = await clientOf(street, tab).checkout.quote.query(
      { priceId, code },
      { signal: AbortSignal.timeout(3_000) },
    );
    return answer.is === "quoted" && answer.code.is !== "rejected" ? answer.dueToday : null;
  } catch {
    return null;
  }
}

async function goAndPay(street: Street, tab: Tab, answer: Ready | null): Promise<void> {
  if (answer === null || street.isQuiet()) return;
  const { sessionId } = answer;
  if ((await pay(street, tab, { sessionId, card: goodCard })) !== "paid") return;
  const subscriptionId = await waitOnReturnPage(street, tab, sessionId);
  if (subscriptionId !== null && !street.isQuiet() && street.random.chance(0.35))
    await cancel(street, subscriptionId);
}
