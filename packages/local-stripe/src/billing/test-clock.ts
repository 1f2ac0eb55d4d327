import { deleteCustomer } from "../resources/delete-customer.ts";
import { add, change, type World } from "../state/world.ts";
import { badParameter, refusal } from "../wire/failure.ts";
import { newId } from "../wire/id.ts";
import type { Customer, TestClock } from "../wire/stored.ts";
import { days, periodEnd } from "./period.ts";
import { isEnded } from "./subscription.ts";

/** Stripe takes this many customers on one clock. */
const mostCustomers = 3;
/** Stripe deletes clocks by itself after this time. */
const keptDays = 30;

/** A new clock that stands still at `frozenTime` (Unix seconds). */
export function createClock(world: World, draft: { frozenTime: number; name: string | null }) {
  const created = Math.floor(world.everybodysMs() / 1000);
  const clock: TestClock = {
    id: newId("clock"),
    object: "test_helpers.test_clock",
    created,
    deletes_after: created + days(keptDays),
    frozen_time: draft.frozenTime,
    livemode: false,
    name: draft.name,
    status: "ready",
    status_details: {},
  };
  add(world, { kind: "test_clocks", event: "test_helpers.test_clock.created" }, clock);
  world.plan("clock", clock.id, clock.deletes_after * 1000);
  return clock;
}

/** Puts a customer on a clock for good. */
export function joinClock(world: World, clock: string, customer: Customer): Customer {
  const others = [...world.store.customers.newestFirst({ index: "test_clock", key: clock })];
  if (others.length >= mostCustomers) {
    throw refusal(`You cannot attach more than ${mostCustomers} customers to a test clock.`, {
      param: "test_clock",
    });
  }
  return { ...customer, test_clock: clock };
}

/** Begins to move a clock. It is `advancing` until everything that falls due on the way has been done. */
export function advanceClock(world: World, clock: TestClock, frozenTime: number): TestClock {
  if (clock.status === "internal_failure") {
    throw refusal("This test clock failed to advance, and cannot be advanced any more.");
  }
  if (frozenTime <= clock.frozen_time) {
    throw badParameter(
      "The `frozen_time` must be after the test clock's current frozen time.",
      "frozen_time",
    );
  }
  if (frozenTime > furthest(world, clock)) {
    throw badParameter(
      "The `frozen_time` cannot be more than two intervals in the future from the shortest subscription in this test clock, or two years if it has none.",
      "frozen_time",
    );
  }
  world.plan("clock", clock.id, world.everybodysMs());
  const advancing = { target_frozen_time: frozenTime };
  return change(
    world,
    { kind: "test_clocks", event: "test_helpers.test_clock.advancing" },
    { ...clock, status: "advancing", status_details: { advancing } },
  );
}

function furthest(world: World, { id, frozen_time: now }: TestClock): number {
  const scope = { index: "test_clock", key: id };
  const ends = [...world.store.subscriptions.newestFirst(scope)]
    .filter(([, subscription]) => !isEnded(subscription))
    .flatMap(([, { items }]) => items.data.map(({ price }) => price.recurring))
    .filter((recurring) => recurring !== null)
    .map((recurring) => periodEnd(now, recurring, 2));
  return ends.length === 0
    ? periodEnd(now, { interval: "year", interval_count: 1 }, 2)
    : Math.min(...ends);
}

/** Deletes a clock with its customers, which cancels their subscriptions. */
export function deleteClock(world: World, clock: TestClock): void {
  const scope = { index: "test_clock", key: clock.id };
  world.on(clock.id, () => {
    for (const [id] of [...world.store.customers.newestFirst(scope)]) deleteCustomer(world, id);
  });
  world.store.test_clocks.drop(clock.id);
  world.emit("test_helpers.test_clock.deleted", clock);
}

/** Clocks that were told to advance do so, also after a restart; old ones are deleted. */
export function moveClocks(world: World): void {
  world.onDue("clock", (id) => {
    const clock = world.store.test_clocks.get(id);
    if (clock === undefined) return;
    if (clock.deletes_after * 1000 <= world.everybodysMs()) deleteClock(world, clock);
    else if (clock.status === "advancing") move(world, clock);
  });
  for (const clock of world.store.test_clocks.values()) {
    world.plan("clock", clock.id, clock.deletes_after * 1000);
    if (clock.status === "advancing") world.plan("clock", clock.id, world.everybodysMs());
  }
}

function move(world: World, clock: TestClock): void {
  const target = clock.status_details.advancing?.target_frozen_time ?? clock.frozen_time;
  try {
    world.runUntil(clock.id, target * 1000);
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.stack : String(fault)}\n`);
    const event = "test_helpers.test_clock.internal_failure";
    change(world, { kind: "test_clocks", event }, { ...clock, status: "internal_failure" });
    return;
  }
  change(
    world,
    { kind: "test_clocks", event: "test_helpers.test_clock.ready" },
    { ...clock, frozen_time: target, status: "ready", status_details: {} },
  );
}
