import { actOnSubscription } from "../act-on-subscription.ts";
import { adminActor } from "../actor.ts";
import { changePlan } from "../change-plan.ts";
import type { Doctor } from "../doctor/doctor.ts";
import type { AdminReads } from "../ports/admin-reads.ts";
import type { AdminStore } from "../ports/admin-store.ts";
import type { StaffReplay } from "../ports/inbox.ts";
import type { PlanWorks } from "../ports/plan-works.ts";
import type { Ports } from "../ports/ports.ts";
import type { Reconciliations } from "../ports/reconciliations.ts";
import type { StripeLists } from "../ports/stripe-lists.ts";
import { previewChange } from "../preview-change.ts";
import { acceptDrift } from "./accept-drift.ts";
import type { Admin } from "./admin.ts";
import { compSubscription } from "./comp-subscription.ts";
import { createDuplicates } from "./create-duplicates.ts";
import { endStray } from "./end-stray.ts";
import { exportSubscriptions } from "./export-subscriptions.ts";
import { findAccount } from "./find-account.ts";
import { forStaff } from "./for-staff.ts";
import { listPayments } from "./list-payments.ts";
import { auditPage, driftsPage, eventsPage, storyPage } from "./pages.ts";
import { reconcileEffect } from "./reconcile-effect.ts";
import { refundPayment } from "./refund-payment.ts";
import { resyncAccount } from "./resync-account.ts";
import { showAccount } from "./show-account.ts";
import { toEffectInDoubt } from "./to-effect-in-doubt.ts";
import { toldOf } from "./told-of.ts";

/** What admins need besides what customers need. */
export type AdminPorts = {
  ports: Ports;
  store: AdminStore;
  reads: AdminReads;
  passes: Pick<Reconciliations, "begin">;
  failedEvents: StaffReplay;
  doctor: Doctor;
  lists: Pick<StripeLists, "customer">;
  works: PlanWorks;
};

/** As many as somebody reads through in one go; whoever has more has another problem. */
const mostInDoubt = 200;
const mostPasses = 20;

/** Binds what support and admins may see and do to its ports. */
export function createAdmin(adminPorts: AdminPorts): Admin {
  const { ports, store, passes, failedEvents } = adminPorts;
  return {
    subscriptions: store.subscriptions,
    countSubscriptions: store.countSubscriptions,
    countFacets: store.countFacets,
    accountOf: store.accountOf,
    detail: (accountId) => showAccount(adminPorts, accountId),
    story: (question) => storyPage(store, question),
    payments: (question) => listPayments(adminPorts, question),
    find: (id) => findAccount(adminPorts, id),

    act: ({ action, ...asking }) => {
      const { accountId, actionId, subscriptionId, reason } = asking;
      const asked = { actionId, subscriptionId, reason, action };
      const actor = adminActor(asking);
      const acting = actOnSubscription(ports, { accountId, actor, asked });
      return toldOf(store, asking, { kinds: [action.is], acting });
    },
    previewChange: async (question) => {
      const preview = await previewChange(ports, question);
      return preview.is === "refused" ? forStaff(preview) : preview;
    },
    change: ({ reason, ...asking }) =>
      toldOf(store, asking, {
        kinds: ["change_now", "change_at_renewal"],
        acting: changePlan(ports, asking, { actor: adminActor(asking), reason }),
      }),
    comp: (request) =>
      toldOf(store, request, {
        kinds: ["comp"],
        acting: compSubscription(adminPorts, request),
      }),
    endStray: (request) => endStray(adminPorts, request),
    refund: (request) => refundPayment(adminPorts, request),
    resync: (request) => resyncAccount(adminPorts, request),

    effectsInDoubt: async () => (await store.effectsInDoubt(mostInDoubt)).map(toEffectInDoubt),
    reconcileEffect: (request) => reconcileEffect(adminPorts, request),

    events: (question) => eventsPage(store, question),
    eventsSummary: store.eventsSummary,
    replay: ({ which, ...asked }) =>
      failedEvents.replayFor(which === "failed" ? "all" : { ids: [which.id] }, asked),

    passes: () => store.passes(mostPasses),
    pass: store.pass,
    drifts: (question) => driftsPage(store, question),
    acceptDrift: (request) => acceptDrift(adminPorts, request),
    beginPass: async ({ name, reason, ...staff }) => {
      const { id, isJoined } = await passes.begin(name);
      const details = { reconciliation: id, isJoined };
      const deed = { ...staff, action: "reconciliation.begun", reason, details } as const;
      return { id, isJoined, deedId: await store.tellOfStaff(deed) };
    },

    duplicates: createDuplicates(adminPorts),

    audit: (question) => auditPage(store, question),
    exportSubscriptions: (question) => exportSubscriptions(store, question),
    tellOfExport: async ({ details, ...staff }) => {
      await store.tellOfStaff({ ...staff, action: "subscriptions.exported", details });
    },
    tellOfSeeding: async ({ details, ...staff }) => {
      await store.tellOfStaff({ ...staff, action: "demo.seeded", details });
    },
    figures: () => store.figures(ports.nowMs()),
  };
}
