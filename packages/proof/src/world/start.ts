import type { IdemClient } from "@idem/client";
import { clientAt } from "./client-at.ts";
import type { Person } from "./sign-up.ts";

export type StartInput = Parameters<IdemClient["checkout"]["start"]["mutate"]>[0];
export type StartAnswer = Awaited<ReturnType<IdemClient["checkout"]["start"]["mutate"]>>;
export type Ready = Extract<StartAnswer, { is: "ready" }>;

/** Whose start it is: a person, at the node they signed up at unless another is named. */
export type Starter = Pick<Person, "cookie" | "url">;

/** Presses Continue in a tab of its own, so that no two presses share a request. */
export function start(starter: Starter, choice: Partial<StartInput> = {}): Promise<StartAnswer> {
  return clientAt(starter.url, starter).checkout.start.mutate({
    priceId: "plus_year_usd",
    attempt: "the-first-attempt",
    revision: 0,
    ui: "embedded",
    ...choice,
  });
}

/** Presses Continue and must get to pay. */
export async function startReady(
  starter: Starter,
  choice: Partial<StartInput> = {},
): Promise<Ready> {
  const answer = await start(starter, choice);
  if (answer.is !== "ready") throw new Error(`Expected a session, was refused: ${answer.reason}.`);
  return answer;
}

/** `ready`, or the reason of the refusal: what a race test counts. */
export const gist = (answer: StartAnswer): string =>
  answer.is === "ready" ? "ready" : answer.reason;
