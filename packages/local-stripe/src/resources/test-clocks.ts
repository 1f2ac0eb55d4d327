import { isEnded } from "../billing/subscription.ts";
import { advanceClock, createClock, deleteClock, joinClock } from "../billing/test-clock.ts";
import { del, get, post, type Route } from "../http/route.ts";
import { change } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { listPage, pageFields } from "../wire/list.ts";
import { atLeast, fields, optional, text } from "../wire/read.ts";
import { find, liveCustomer } from "./find.ts";

const frozenTime = atLeast(1);
const path = "/v1/test_helpers/test_clocks";

export const testClockRoutes: Route[] = [
  post(
    path,
    fields({ frozen_time: frozenTime, customer: optional(text), name: optional(text) }),
    ({ world, params }) => {
      const customer =
        params.customer === undefined ? undefined : liveCustomer(world, params.customer);
      const scope = { index: "customer", key: customer?.id ?? "" };
      const lives = [...world.store.subscriptions.newestFirst(scope)].some(
        ([, subscription]) => !isEnded(subscription),
      );
      if (customer?.test_clock != null || lives) {
        throw badParameter(
          "This customer already lives by another clock: it has one, or a running subscription.",
          "customer",
        );
      }
      const draft = { frozenTime: params.frozen_time, name: params.name ?? null };
      const clock = createClock(world, draft);
      if (customer !== undefined) {
        const event = "customer.updated";
        change(world, { kind: "customers", event }, joinClock(world, clock.id, customer));
      }
      return clock;
    },
  ),
  get(path, fields(pageFields), ({ world, params }) =>
    listPage(world.store.test_clocks, params, { url: path, what: "test clock" }),
  ),
  get(`${path}/:id`, fields({}), ({ world, id }) => find(world, "test_clocks", { id })),
  post(`${path}/:id/advance`, fields({ frozen_time: frozenTime }), ({ world, params, id }) =>
    advanceClock(world, find(world, "test_clocks", { id }), params.frozen_time),
  ),
  del(`${path}/:id`, fields({}), ({ world, id }) => {
    const clock = find(world, "test_clocks", { id });
    deleteClock(world, clock);
    return { id, object: clock.object, deleted: true };
  }),
];
