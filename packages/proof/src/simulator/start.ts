import type { StartAnswer, StartCheckout } from "@idem/billing";
import type { Cast } from "./cast.ts";
import type { SimNode } from "./node.ts";
import type { Command } from "./schedule.ts";
import type { Sim } from "./sim.ts";
import { prices, typedCodes } from "./stripe/prices.ts";
import { partyOf } from "./trace.ts";

type Start = Extract<Command, { do: "start" }>;

/** A customer presses Continue, and hears an answer unless the node dies. */
export function start(sim: Sim, cast: Cast, { command, node }: { command: Start; node: SimNode }) {
  const request = requestOf(cast, command);
  const party = partyOf(node.name);
  const { attempt, revision, priceId, code, replace } = request;
  sim.trace.tell(
    "customer",
    party,
    () => `start ${attempt} r${revision} ${priceId} ${code ?? ""}${replace ? " replace" : ""}`,
  );
  const closedBefore = sim.stripe.closed;
  node.begin("start", async ({ billing }) => {
    const answer = await billing.start(request);
    sim.trace.tell(party, "customer", () => brief(answer));
    if (answer.is === "ready") watchAnswer(sim, { ...request, closedBefore }, answer);
    if (answer.is === "ready") cast.shown.push({ sessionId: answer.sessionId, request });
  });
}

function requestOf(cast: Cast, { who, tab, again, price, code, hosted, replace }: Start) {
  const accountId = cast.accounts[who] ?? "acc_1";
  const attempt = `tab-${tab + 1}`;
  const key = `${accountId} ${attempt}`;
  const last = cast.tabs.get(key);
  if (again && last) return last;
  const request: StartCheckout = {
    accountId,
    userId: "user",
    requestId: `req_${++cast.requests}`,
    priceId: prices[price]?.id ?? "",
    quantity: 1,
    code: typedCodes[code] ?? null,
    attempt,
    revision: (last?.revision ?? 0) + 1,
    ui: hosted ? "hosted" : "embedded",
    replace,
    shownDueToday: null,
  };
  cast.tabs.set(key, request);
  return request;
}

/** G2, G9: what is shown is what will be charged, with the code that was typed. */
function watchAnswer(
  { stripe, tables, violations }: Sim,
  { code, accountId, replace, closedBefore }: StartCheckout & { closedBefore: number },
  { sessionId, quote, ...answer }: Extract<StartAnswer, { is: "ready" }>,
): void {
  const session = stripe.sessions.get(sessionId);
  if (!session) return void violations.push(`G2: ${sessionId} was shown and does not exist.`);
  if (session.closedAs !== null && session.closedAs <= closedBefore)
    violations.push(`G2: ${sessionId} was shown, and nobody could pay it when it was asked for.`);
  if (!tables.presentable.has(sessionId))
    violations.push(`G2: ${sessionId} was shown, and was never that of an open checkout.`);
  if (session.replaces !== null && !replace)
    violations.push(`G3: ${sessionId} replaces ${session.replaces}, and nobody asked for that.`);
  if (session.accountId !== accountId) violations.push(`G8: ${sessionId} is somebody else's.`);
  if (session.checkoutId !== answer.checkoutId)
    violations.push(`G2: ${sessionId} is not of ${answer.checkoutId}.`);
  if (session.amountTotal !== quote.dueToday || session.currency !== quote.currency)
    violations.push(
      `G2: shown ${quote.dueToday}, but ${sessionId} charges ${session.amountTotal}.`,
    );
  const promotionId = code === null ? null : (stripe.promotions.get(code)?.id ?? "unknown code");
  if (session.promotionCodeId !== promotionId)
    violations.push(
      `G9: ${code ?? "no code"} was typed, ${sessionId} has ${session.promotionCodeId}.`,
    );
}

const brief = (answer: StartAnswer): string =>
  answer.is === "ready"
    ? `ready ${answer.sessionId} (${answer.checkoutId}), ${answer.quote.dueToday}`
    : answer.reason;
