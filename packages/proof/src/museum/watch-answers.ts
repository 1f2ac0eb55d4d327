import type { StartCheckout } from "@idem/billing";
import type { Boot } from "../simulator/node.ts";
import type { Life } from "../simulator/scheduler.ts";
import type { Sim } from "../simulator/sim.ts";
import { partyOf } from "../simulator/trace.ts";
import { bareErrorPage, ErrorPageShown } from "./error-page.ts";

/** One press of Continue, and what came of it; `page` is what the customer read where there was no session. */
export type Heard = {
  request: StartCheckout;
  life: Life;
  askedAtMs: number;
  answeredAtMs: number | null;
  sessionId: string | null;
  page: string | null;
};

/** Notes what every customer hears and after how long, from an exhibit and from the product alike. */
export const watchAnswers =
  (boot: Boot, heard: Heard[]): Boot =>
  (sim, life) => {
    const program = boot(sim, life);
    const start: typeof program.billing.start = async (request) => {
      const askedAtMs = sim.clocks.databaseMs;
      const one: Heard = {
        request,
        life,
        askedAtMs,
        answeredAtMs: null,
        sessionId: null,
        page: null,
      };
      heard.push(one);
      try {
        const answer = await program.billing.start(request);
        one.sessionId = answer.is === "ready" ? answer.sessionId : null;
        one.page = answer.is === "refused" ? answer.message : null;
        return answer;
      } catch (error) {
        one.page = error instanceof ErrorPageShown ? error.message : bareErrorPage;
        sim.trace.tell(partyOf(life.node), "customer", () => `page: ${one.page}`);
        throw error;
      } finally {
        one.answeredAtMs = sim.clocks.databaseMs;
      }
    };
    return { ...program, billing: { ...program.billing, start } };
  };

/** What a person, and most proxies between, wait for a page. */
const patienceMs = 30_000;
/** Words that only we should read. */
const inside = /duplicate key|constraint|Error:|\b(cus|key|promo)_/;

/** G8, G11, G12: whose session it was, how long it took, and what could be read. */
export function judgeAnswers(
  { clocks }: Sim,
  heard: readonly Heard[],
  { askedBy, noes }: { askedBy: string | null; noes: readonly string[] },
): string[] {
  const no = noes.at(-1);
  return heard.flatMap(({ request, sessionId, page, ...one }) => {
    const owner = request.accountId.replace("acc_", "user_");
    const waitedMs = (one.answeredAtMs ?? clocks.databaseMs) - one.askedAtMs;
    const isForeign = askedBy !== null && askedBy !== owner;
    return [
      isForeign &&
        sessionId !== null &&
        `G8: ${askedBy} was given ${sessionId} of ${request.accountId}.`,
      one.life.isAlive &&
        waitedMs > patienceMs &&
        `G11: ${request.accountId} waited ${waitedMs / 1_000} s for an answer.`,
      page !== null &&
        no !== undefined &&
        !page.includes(no) &&
        `G12: Stripe says “${no}”, the customer reads “${page}”.`,
      page !== null && inside.test(page) && `G12: the customer reads “${page}”.`,
    ].filter((said) => said !== false);
  });
}
