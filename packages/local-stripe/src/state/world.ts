import { matchesEvent } from "../webhooks/matching.ts";
import { difference } from "../wire/difference.ts";
import { newId } from "../wire/id.ts";
import { type Rendering, render } from "../wire/render.ts";
import type { Event } from "../wire/stored.ts";
import { createAgenda } from "./agenda.ts";
import type { KindName, Kinds } from "./kinds.ts";
import { collectionOf, openStore, type Store } from "./store.ts";

/** The API request that is being executed; events name it. */
export type Cause = { id: string | null; idempotency_key: string | null };

export type World = {
  readonly store: Store;
  readonly rendering: Rendering;
  /** The moment on the local Stripe's clock, in milliseconds and in Stripe's seconds. */
  nowMs(): number;
  now(): number;
  advance(byMs: number): void;
  /** Runs `work` as one request: all of its writes are kept, or none when it throws. */
  run<T>(cause: Cause, work: () => T): T;
  /** Records that something happened to an object; delivered once the request is kept. */
  emit(type: string, object: object, before?: object): void;
  /** Asks for `onDue` at a moment of this clock; forgotten by a restart, so owners plan again then. */
  plan(kind: AppointmentKind, id: string, dueAtMs: number): void;
  onDue(kind: AppointmentKind, work: (id: string) => void): void;
  runDue(): void;
  /** How far search lags behind writes. */
  searchLagMs(): number;
  reset(): void;
  close(): void;
};

export type AppointmentKind = "session" | "delivery" | "subscription" | "answers";

export const apiVersion = "2026-10-28.endive";
const noCause: Cause = { id: null, idempotency_key: null };
/** setTimeout's limit; longer waits are asked for again. */
const longestTimerMs = 2 ** 31 - 1;

export type WorldOptions = {
  statePath?: string | undefined;
  now?: (() => number) | undefined;
  baseUrl: () => string;
  searchLagMs: () => number;
};

export function openWorld(options: WorldOptions): World {
  const store = openStore(options.statePath);
  const realNow = options.now ?? Date.now;
  const agenda = createAgenda();
  const duties = new Map<string, (id: string) => void>();
  let cause = noCause;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const offsetMs = () => store.settings.get("clockOffsetMs")?.value ?? 0;
  const nowMs = () => realNow() + offsetMs();
  const rendering: Rendering = { store, baseUrl: options.baseUrl };

  const wake = () => {
    clearTimeout(timer);
    const next = agenda.next();
    if (next === undefined || closed) return;
    timer = setTimeout(runDue, Math.min(Math.max(next.dueAtMs - nowMs(), 0), longestTimerMs));
    timer.unref();
  };

  const runDue = () => {
    for (;;) {
      const next = agenda.next();
      if (next === undefined || next.dueAtMs > nowMs() || closed) break;
      agenda.take();
      world.run(noCause, () => duties.get(next.kind)?.(next.id));
    }
    wake();
  };

  const world: World = {
    store,
    rendering,
    nowMs,
    now: () => Math.floor(nowMs() / 1000),
    advance: (byMs) => {
      world.run(noCause, () =>
        store.settings.put("clockOffsetMs", { name: "clockOffsetMs", value: offsetMs() + byMs }),
      );
      runDue();
    },
    run: (nextCause, work) => {
      const outer = cause;
      cause = nextCause;
      try {
        const result = work();
        store.commit();
        return result;
      } catch (fault) {
        store.rollback();
        throw fault;
      } finally {
        cause = outer;
      }
    },
    emit: (type, object, before) => {
      const endpoints = [...store.webhook_endpoints.values()].filter(
        (endpoint) => endpoint.status === "enabled" && matchesEvent(endpoint.enabled_events, type),
      );
      const after = render(rendering, object, []);
      const event: Event = {
        id: newId("evt"),
        object: "event",
        api_version: apiVersion,
        created: world.now(),
        data: {
          object: after,
          ...(before === undefined
            ? {}
            : { previous_attributes: difference(render(rendering, before, []), after) }),
        },
        livemode: false,
        pending_webhooks: endpoints.length,
        request: cause,
        type,
      };
      store.events.put(event.id, event);
      for (const endpoint of endpoints) {
        const id = newId("wd");
        const dueAtMs = nowMs();
        const delivery = { id, event: event.id, endpoint: endpoint.id, attempts: 0 };
        store.deliveries.put(id, { ...delivery, firstDueAtMs: dueAtMs, dueAtMs });
        world.plan("delivery", id, dueAtMs);
      }
    },
    plan: (kind, id, dueAtMs) => {
      const first = agenda.next();
      agenda.add({ kind, id, dueAtMs });
      if (first === undefined || dueAtMs < first.dueAtMs) wake();
    },
    onDue: (kind, work) => duties.set(kind, work),
    runDue,
    searchLagMs: options.searchLagMs,
    reset: () => {
      agenda.clear();
      world.run(noCause, () => store.clear());
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      store.close();
    },
  };
  return world;
}

/** Replaces part of an object, and tells of it when `event` is given. Answers the new object. */
export function change<Name extends KindName, T extends Kinds[Name] & { id: string }>(
  world: World,
  place: { kind: Name; event?: string },
  after: T,
): T {
  const before = collectionOf(world.store, place.kind).put(after.id, after);
  if (place.event !== undefined) world.emit(place.event, after, before);
  return after;
}

/** Adds an object, and tells of it when `event` is given. */
export function add<Name extends KindName>(
  world: World,
  place: { kind: Name; event?: string },
  object: Kinds[Name] & { id: string },
): void {
  collectionOf(world.store, place.kind).put(object.id, object);
  if (place.event !== undefined) world.emit(place.event, object);
}
