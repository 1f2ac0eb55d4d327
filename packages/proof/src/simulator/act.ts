import type { Act, ActAnswer } from "@idem/billing";
import { type Action, isLive, planTarget } from "@idem/domain";
import type { Cast } from "./cast.ts";
import { accountRow } from "./database/tables.ts";
import type { SimNode } from "./node.ts";
import type { Command } from "./schedule.ts";
import type { Sim } from "./sim.ts";
import { prices } from "./stripe/prices.ts";
import { answerAsking, beginAsking } from "./told.ts";
import { partyOf } from "./trace.ts";

type ActCommand = Extract<Command, { do: "act" }>;
type Asked = Parameters<SimActions["act"]>[0];
/** Any action: the API offers those with a price through its own procedures, which make the same. */
export type SimActions = {
  act(request: Omit<Act, "action"> & { action: Action }): Promise<ActAnswer>;
};

/** Somebody presses a button of the billing page: of the subscription that is on it. */
export function act(
  sim: Sim,
  cast: Cast,
  { command, node }: { command: ActCommand; node: SimNode },
): void {
  const request = requestOf(sim, cast, command);
  if (request === null) return;
  const party = partyOf(node.name);
  const { accountId, actionId, action } = request;
  sim.trace.tell("customer", party, () => `${action.is} (${actionId})`);
  const asking = beginAsking(sim, cast, { accountId, actionId, action, node: node.name });
  cast.pages.set(actionId, request.subscriptionId);
  node.begin("an action", async ({ actions }) => {
    const answer = await actions?.act(request);
    if (!answer) return;
    const said = answer.is === "refused" ? answer.reason : answer.is;
    sim.trace.tell(party, "customer", () => said);
    answerAsking(sim, cast, { asking, answer });
  });
}

function requestOf(sim: Sim, cast: Cast, { who, again, what, price }: ActCommand): Asked | null {
  const accountId = cast.accounts[who] ?? "acc_1";
  const last = cast.asked.get(accountId);
  if (again && last) return last;
  const { subscription } = accountRow(sim.tables, accountId);
  if (subscription === null || !isLive(subscription.status)) return null;
  const action = actionOf(what, { price, invoiceId: subscription.openInvoice?.id ?? null, sim });
  if (action === null) return null;
  cast.requests += 1;
  const request: Asked = {
    accountId,
    userId: "user",
    requestId: `req_${cast.requests}`,
    actionId: `action-${cast.requests}`,
    subscriptionId: subscription.stripeSubscriptionId,
    action,
  };
  cast.asked.set(accountId, request);
  return request;
}

type Setting = { price: number; invoiceId: `in_${string}` | null; sim: Sim };

function actionOf(what: ActCommand["what"], { price, invoiceId, sim }: Setting): Action | null {
  const found = prices[price] ?? prices[0];
  if (found === undefined) return null;
  const to = planTarget(found, 1);
  switch (what) {
    case "change now":
      return { is: "change_now", to, prorationDateMs: sim.clocks.stripeMs, withBank: false };
    case "change at renewal":
      return { is: "change_at_renewal", to };
    case "undo":
      return { is: "undo_change" };
    case "end later":
      return { is: "cancel_at_period_end", reason: null };
    case "end now":
      return { is: "cancel_now", reason: null };
    case "resume":
      return { is: "resume" };
    case "pay":
      return invoiceId === null ? null : { is: "pay_invoice", invoiceId };
  }
}
