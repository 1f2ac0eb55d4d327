import { setTimeout as sleep } from "node:timers/promises";
import { clockNamed } from "../billing/clock-of.ts";
import type { Faults } from "../faults/plan.ts";
import type { World } from "../state/world.ts";
import { refusal, StripeFailure } from "../wire/failure.ts";
import { type FormMap, parseForm } from "../wire/form.ts";
import { newId } from "../wire/id.ts";
import { listOf, text } from "../wire/read.ts";
import { render } from "../wire/render.ts";
import { authorize } from "./authorize.ts";
import type { Idempotency } from "./idempotency.ts";
import type { RequestLog } from "./requests.ts";
import type { Route } from "./route.ts";

export type V1Request = {
  method: string;
  path: string;
  parameters: () => Promise<string>;
  authorization: string | undefined;
  idempotencyKey: string | undefined;
  ids: Record<string, string>;
};
export type V1Reply =
  | { is: "answer"; status: number; body: string; requestId: string; replayed: boolean }
  | { is: "cut" };

export type V1 = {
  world: World;
  faults: Faults;
  idempotency: Idempotency;
  log: RequestLog;
};

/**
 * One API request from key to answer. Order matters and follows Stripe: authentication and rate
 * limits come before idempotency; a key is in flight for the whole latency; execution happens in the
 * middle of it, so a client that gives up early may still have been heard.
 */
export async function serveV1(
  v1: V1,
  request: V1Request,
  route: Route | undefined,
): Promise<V1Reply> {
  const requestId = newId("req", 14);
  const story: Story = { requestId, fault: null, executed: false, replayed: false };
  const reply = await tell(v1, request, { route, story });
  v1.log.add({
    method: request.method,
    path: request.path,
    idempotencyKey: request.idempotencyKey ?? null,
    requestId,
    status: reply.is === "cut" ? null : reply.status,
    replayed: story.replayed,
    executed: story.executed,
    fault: story.fault,
    atMs: v1.world.nowMs(),
  });
  return reply;
}

type Story = { requestId: string; fault: string | null; executed: boolean; replayed: boolean };
type Plot = { route: Route | undefined; story: Story };

async function tell(v1: V1, request: V1Request, { route, story }: Plot): Promise<V1Reply> {
  const { faults, idempotency } = v1;
  const plan = faults.plan();
  const answer = (failure: StripeFailure): V1Reply => ({
    is: "answer",
    status: failure.status,
    body: JSON.stringify(failure.body, null, 2),
    requestId: story.requestId,
    replayed: false,
  });

  const refused = authorize(request.authorization);
  if (refused !== undefined) return answer(refused);
  if (route === undefined) return answer(unknownRoute(request));
  const form = readForm(await request.parameters());
  if (form instanceof StripeFailure) return answer(form);

  const halfMs = faults.draw(plan.latencyMs) / 2;
  const deliver = async (done: {
    status: number;
    body: string;
    replayed: boolean;
  }): Promise<V1Reply> => {
    await pause(halfMs);
    if (!faults.happens(plan.lostAnswer)) {
      return { is: "answer", ...done, requestId: story.requestId };
    }
    story.fault = "lostAnswer";
    return { is: "cut" };
  };
  if (plan.outage === true) {
    story.fault = "outage";
    await pause(halfMs * 2);
    return answer(unavailable);
  }
  if (faults.happens(plan.lostRequest)) {
    story.fault = "lostRequest";
    await pause(halfMs);
    return { is: "cut" };
  }
  if (faults.happens(plan.error429) || faults.isTooMany(plan.callsPerSecond)) {
    story.fault = "error429";
    return answer(tooMany());
  }

  const key = request.method === "POST" ? request.idempotencyKey : undefined;
  const claim = key === undefined ? undefined : idempotency.claim(key, request.path, form);
  if (claim?.is === "refused") return answer(claim.failure);
  try {
    await pause(halfMs);
    if (claim?.is === "replay") {
      const { status, body } = claim.answer;
      story.replayed = true;
      return await deliver({ status, body, replayed: true });
    }
    if (faults.happens(plan.error500)) {
      story.fault = "error500";
      await pause(halfMs);
      return answer(unexpected);
    }
    story.executed = true;
    let work: () => Executed = () => execute(v1.world, route, { form, ids: request.ids });
    if (faults.happens(plan.error500Saved)) {
      story.fault = "error500Saved";
      story.executed = false;
      work = () => ({ status: 500, body: JSON.stringify(unexpected.body, null, 2), saved: true });
    }
    const cause = { id: story.requestId, idempotency_key: key ?? null };
    const done = perform(v1, { cause, work, identity: claim?.identity });
    return await deliver({ ...done, replayed: false });
  } finally {
    if (claim?.is === "first") claim.release();
  }
}

type Executed = { status: number; body: string; saved: boolean };
type Job = {
  cause: { id: string; idempotency_key: string | null };
  work: () => Executed;
  identity: Parameters<Idempotency["save"]>[0] | undefined;
};

/** Runs the work and saves its answer in one commit: after a crash there are both or neither. */
function perform({ world, idempotency }: V1, { cause, work, identity }: Job): Executed {
  const save = (done: Executed) => {
    if (identity !== undefined && done.saved) {
      idempotency.save(identity, { status: done.status, body: done.body, requestId: cause.id });
    }
    return done;
  };
  try {
    return world.run(cause, () => save(work()));
  } catch (fault) {
    if (!(fault instanceof StripeFailure)) {
      process.stderr.write(`${fault instanceof Error ? fault.stack : String(fault)}\n`);
    }
    const failure = fault instanceof StripeFailure ? fault : brokenHere(fault);
    return world.run(cause, () => save(executedAs(failure)));
  }
}

function execute(
  world: World,
  route: Route,
  { form, ids }: { form: FormMap; ids: Record<string, string> },
): Executed {
  const expand = form.has("expand") ? listOf(text)(form.get("expand") ?? "", "expand") : [];
  const rest = new Map(form);
  rest.delete("expand");
  const clock = clockNamed(world, { form: rest, ids });
  if (route.method !== "GET" && isAdvancing(world, clock)) return executedAs(underway);
  const answer = world.on(clock, () => route.serve(world, rest, ids));
  if (answer instanceof StripeFailure) return executedAs(answer);
  const body = JSON.stringify(render(world.rendering, answer, expand), null, 2);
  return { status: 200, body, saved: true };
}

const isAdvancing = (world: World, clock: string | undefined): boolean =>
  world.store.test_clocks.get(clock ?? "")?.status === "advancing";

const executedAs = (failure: StripeFailure): Executed => ({
  status: failure.status,
  body: JSON.stringify(failure.body, null, 2),
  saved: failure.saved,
});

const pause = (ms: number) => (ms > 0 ? sleep(ms) : undefined);

function readForm(parameters: string): FormMap | StripeFailure {
  try {
    return parseForm(parameters);
  } catch (fault) {
    if (fault instanceof StripeFailure) return fault;
    throw fault;
  }
}

const unknownRoute = ({ method, path }: V1Request) =>
  new StripeFailure(
    `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    { status: 404 },
  );
const underway = new StripeFailure(
  "Test clock advancement underway - cannot perform modifications until it is ready.",
);
const unavailable = new StripeFailure(
  "Stripe is temporarily unavailable. Please try again later.",
  {
    status: 503,
    type: "api_error",
  },
);
const unexpected = new StripeFailure(
  "An unknown error occurred. Please try again later or contact support@stripe.com.",
  { status: 500, type: "api_error" },
);
const brokenHere = (fault: unknown) =>
  refusal(`The local Stripe failed: ${fault instanceof Error ? fault.message : String(fault)}`, {
    status: 500,
    type: "api_error",
  });

const tooMany = (): StripeFailure =>
  new StripeFailure(
    "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
    { status: 429, code: "rate_limit" },
  );
