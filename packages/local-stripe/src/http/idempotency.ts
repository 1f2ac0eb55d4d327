import { createHash } from "node:crypto";
import type { SavedAnswer } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { StripeFailure } from "../wire/failure.ts";
import { canonicalForm, type FormMap } from "../wire/form.ts";

/** Stripe may forget a key after 24 h; this one does, so that nobody builds on more. */
const keptMs = 24 * 60 * 60 * 1000;
const longestKey = 255;

type Identity = { key: string; path: string; parameters: string };

export type Claim =
  | { is: "first"; identity: Identity; release: () => void }
  | { is: "replay"; answer: SavedAnswer }
  | { is: "refused"; failure: StripeFailure };

export type Idempotency = {
  /** Decides what a POST with this key may do; a `first` claim is held until its release. */
  claim(key: string, path: string, form: FormMap): Claim;
  save(identity: Identity, answer: { status: number; body: string; requestId: string }): void;
};

/** v1 idempotency keys: saved answers survive a restart, the list of requests in flight does not. */
export function createIdempotency(world: World): Idempotency {
  const inFlight = new Map<string, Identity>();

  const forgetLater = (answer: SavedAnswer) =>
    world.plan("answers", answer.key, answer.savedAtMs + keptMs);
  const isOld = (answer: SavedAnswer) => answer.savedAtMs + keptMs <= world.nowMs();
  for (const answer of world.store.saved_answers.values()) forgetLater(answer);
  world.onDue("answers", (key) => {
    const answer = world.store.saved_answers.get(key);
    if (answer !== undefined && isOld(answer)) world.store.saved_answers.drop(key);
  });

  return {
    claim: (key, path, form) => {
      if (key.length > longestKey) {
        const message = `Idempotency keys can be at most ${longestKey} characters long.`;
        return refused(new StripeFailure(message, { type: "idempotency_error" }));
      }
      const parameters = createHash("sha256").update(canonicalForm(form)).digest("base64");
      const identity = { key, path, parameters };
      const saved = world.store.saved_answers.get(key);
      const kept = saved !== undefined && !isOld(saved) ? saved : undefined;
      const earlier = inFlight.get(key) ?? kept;
      if (earlier !== undefined && earlier.path !== path) return refused(otherPath(earlier));
      if (earlier !== undefined && earlier.parameters !== parameters)
        return refused(otherParameters(key));
      if (inFlight.has(key)) return refused(stillRunning(key));
      if (kept !== undefined) return { is: "replay", answer: kept };
      inFlight.set(key, identity);
      return { is: "first", identity, release: () => inFlight.delete(key) };
    },
    save: (identity, answer) => {
      const record = { ...identity, ...answer, savedAtMs: world.nowMs() };
      world.store.saved_answers.put(identity.key, record);
      forgetLater(record);
    },
  };
}

const refused = (failure: StripeFailure): Claim => ({ is: "refused", failure });

const otherParameters = (key: string) =>
  new StripeFailure(
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    { type: "idempotency_error" },
  );

const otherPath = ({ key, path }: Identity) =>
  new StripeFailure(
    `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}'). Try using a key other than '${key}' if you meant to execute a different request.`,
    { type: "idempotency_error" },
  );

const stillRunning = (key: string) =>
  new StripeFailure(
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    { status: 409, type: "idempotency_error", code: "idempotency_key_in_use" },
  );
