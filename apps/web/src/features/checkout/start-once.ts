import type { Answers } from "../../app/idem.ts";
import { idem } from "../../app/idem.ts";
import type { StartRequest } from "./checkout-run.ts";

const inFlight = new Map<string, Promise<Answers["checkout"]["start"]>>();

/**
 * One start in flight for each revision of an attempt: a second press, or a screen that was left and opened again
 * meanwhile, waits for the same answer. (The server would answer both alike; this only spares it the question.)
 */
export function startOnce(
  attempt: string,
  request: StartRequest,
): Promise<Answers["checkout"]["start"]> {
  const key = `${attempt} ${request.revision}`;
  const running = inFlight.get(key);
  if (running !== undefined) return running;
  const answer = idem.checkout.start
    .mutate({ ...request, attempt })
    .finally(() => inFlight.delete(key));
  inFlight.set(key, answer);
  return answer;
}
