import { cancelSubscription } from "../changes/cancel.ts";
import { tell } from "../changes/make-change.ts";
import { get, post, type Route } from "../http/route.ts";
import { createSchedule } from "../schedules/create.ts";
import { freed, released } from "../schedules/end.ts";
import { cancelParams, createParams, releaseParams, updateParams } from "../schedules/params.ts";
import { mustBeOpen } from "../schedules/schedule.ts";
import { updateSchedule } from "../schedules/update.ts";
import { change } from "../state/world.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { bool, fields, optional, text } from "../wire/read.ts";
import { find } from "./find.ts";

const listParams = fields({
  ...pageFields,
  canceled_at: optional(range),
  completed_at: optional(range),
  created: optional(range),
  customer: optional(text),
  released_at: optional(range),
  scheduled: optional(bool),
});
const url = "/v1/subscription_schedules";

export const subscriptionScheduleRoutes: Route[] = [
  post(url, createParams, ({ world, params }) => createSchedule(world, params)),
  get(url, listParams, ({ world, params }) => {
    const { created, released_at: wasReleased, canceled_at: wasCanceled } = params;
    const { completed_at: wasCompleted, customer } = params;
    const fits = (test: ((value: number) => boolean) | undefined, value: number | null) =>
      test === undefined || (value !== null && test(value));
    return listPage(world.store.subscription_schedules, params, {
      url,
      what: "subscription_schedule",
      scope: customer === undefined ? {} : { index: "customer", key: customer },
      where: (schedule) =>
        fits(created, schedule.created) &&
        fits(wasReleased, schedule.released_at) &&
        fits(wasCanceled, schedule.canceled_at) &&
        fits(wasCompleted, schedule.completed_at) &&
        (params.scheduled !== true || schedule.status === "not_started"),
    });
  }),
  get(`${url}/:id`, fields({}), ({ world, id }) => find(world, "subscription_schedules", { id })),
  post(`${url}/:id`, updateParams, ({ world, params, id }) => updateSchedule(world, id, params)),
  post(`${url}/:id/release`, releaseParams, ({ world, params, id }) => {
    const schedule = find(world, "subscription_schedules", { id });
    mustBeOpen(schedule, "release");
    const subscription = world.store.subscriptions.get(schedule.subscription ?? "");
    const after = released(world, schedule);
    const keepsEnd = params.preserve_cancel_date ?? false;
    if (subscription !== undefined) {
      tell(world, subscription, freed(subscription, schedule, keepsEnd));
    }
    return after;
  }),
  post(`${url}/:id/cancel`, cancelParams, ({ world, params, id }) => {
    const schedule = find(world, "subscription_schedules", { id });
    mustBeOpen(schedule, "cancel");
    const subscription = world.store.subscriptions.get(schedule.subscription ?? "");
    if (subscription !== undefined) {
      const { invoice_now: invoiceNow = true, prorate = true } = params;
      cancelSubscription(world, subscription, { invoiceNow, prorate });
    }
    const current = world.store.subscription_schedules.get(id) ?? schedule;
    if (current.status === "canceled") return current;
    return change(
      world,
      { kind: "subscription_schedules", event: "subscription_schedule.canceled" },
      { ...current, canceled_at: world.now(), current_phase: null, status: "canceled" },
    );
  }),
];
