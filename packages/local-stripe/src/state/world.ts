import { matchesEvent } from "../webhooks/matching.ts";
import { difference } from "../wire/difference.ts";
import { newId } from "../wire/id.ts";
import { type Rendering, render } from "../wire/render.ts";
import type { Event } from "../wire/stored.ts";
import type { KindName, Kinds } from "./kinds.ts";
import { collectionOf, openStore, type Store } from "./store.ts";
import { type AppointmentKind, createTimeline } from "./timeline.ts";

/** The API request that is being executed; events name it. */
export type Cause = { id: string | null; idempotency_key: string | null };

export type World = {
  readonly store: Store;
  readonly rendering: Rendering;
  /** The moment where the running work is (`on`), in milliseconds and in Stripe's seconds. */
  nowMs(): number;
  now(): number;
  /** Everybody's moment, whatever test clock the running work is on. */
  everybodysMs(): number;
  /** Does work on the time of a test clock; `undefined`: on everybody's. */
  on<T>(clock: string | undefined, work: () => T): T;
  /** Moves everybody's clock. */
  advance(byMs: number): void;
  /** Does what is due on a test clock up to a moment, each at its own time. */
  runUntil(clock: string, untilMs: number): void;
  /** Runs `work` as one request: all of its writes are kept, or none when it throws. */
  run<T>(cause: Cause, work: () => T): T;
  /** Records that something happened to an object; delivered once the request is kept. */
  emit(type: string, object: object, before?: object): void;
  /** Asks for `onDue` at a moment of the time that is `on`; forgotten by a restart, so owners plan again then. */
  plan(kind: AppointmentKind, id: string, dueAtMs: number): void;
  onDue(kind: AppointmentKind, work: (id: string) => void): void;
  runDue(): void;
  /** How far search lags behind writes. */
  searchLagMs(): number;
  reset(): void;
  close(): void;
};

export const apiVersion = "2026-10-28.endive";
/** What happens by itself was asked for by no request. */
export const noCause: Cause = { id: null, idempotency_key: null };

export type WorldOptions = {
  statePath?: string | undefined;
  now?: (() => number) | undefined;
  baseUrl: () => string;
  searchLagMs: () => number;
};

export function openWorld(options: WorldOptions): World {
  const store = openStore(options.statePath);
  const realNow = options.now ?? Date.now;
  let cause = noCause;

  const offsetMs = () => store.settings.get("clockOffsetMs")?.value ?? 0;
  const timeline = createTimeline({
    wallMs: () => realNow() + offsetMs(),
    frozenMs: (clock) => {
      const known = store.test_clocks.get(clock);
      return known === undefined ? undefined : known.frozen_time * 1000;
    },
    run: (work) => world.run(noCause, work),
  });
  const rendering: Rendering = { store, baseUrl: options.baseUrl };

  const world: World = {
    store,
    rendering,
    nowMs: timeline.nowMs,
    now: () => Math.floor(timeline.nowMs() / 1000),
    everybodysMs: timeline.everybodysMs,
    on: timeline.on,
    advance: (byMs) => {
      world.run(noCause, () =>
        store.settings.put("clockOffsetMs", { name: "clockOffsetMs", value: offsetMs() + byMs }),
      );
      timeline.runDue();
    },
    runUntil: timeline.runUntil,
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
        created: Math.floor(timeline.everybodysMs() / 1000),
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
        const dueAtMs = realNow() + offsetMs();
        const delivery = { id, event: event.id, endpoint: endpoint.id, attempts: 0 };
        store.deliveries.put(id, { ...delivery, firstDueAtMs: dueAtMs, dueAtMs });
        world.plan("delivery", id, dueAtMs);
      }
    },
    plan: timeline.plan,
    onDue: timeline.onDue,
    runDue: timeline.runDue,
    searchLagMs: options.searchLagMs,
    reset: () => {
      timeline.clear();
      world.run(noCause, () => store.clear());
    },
    close: () => {
      timeline.close();
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
