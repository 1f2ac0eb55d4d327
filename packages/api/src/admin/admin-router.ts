import { router } from "../trpc.ts";
import { acceptDrift } from "./accept-drift.ts";
import { account } from "./account.ts";
import { applyPlan } from "./apply-plan.ts";
import { audit } from "./audit.ts";
import { beginPass } from "./begin-pass.ts";
import { beginPlan } from "./begin-plan.ts";
import { cancel } from "./cancel.ts";
import { change } from "./change.ts";
import { comp } from "./comp.ts";
import { compareCustomers } from "./compare-customers.ts";
import { countFacets } from "./count-facets.ts";
import { countSubscriptions } from "./count-subscriptions.ts";
import { effectsInDoubt } from "./effects-in-doubt.ts";
import { endStray } from "./end-stray.ts";
import { events } from "./events.ts";
import { eventsSummary } from "./events-summary.ts";
import { figures } from "./figures.ts";
import { find } from "./find.ts";
import { findings } from "./findings.ts";
import { me } from "./me.ts";
import { pass } from "./pass.ts";
import { passDrifts } from "./pass-drifts.ts";
import { passLive } from "./pass-live.ts";
import { passes } from "./passes.ts";
import { payments } from "./payments.ts";
import { plan } from "./plan.ts";
import { planAccounts } from "./plan-accounts.ts";
import { planLive } from "./plan-live.ts";
import { plans } from "./plans.ts";
import { previewChange } from "./preview-change.ts";
import { reconcileEffect } from "./reconcile-effect.ts";
import { refund } from "./refund.ts";
import { replayEvent } from "./replay-event.ts";
import { replayFailed } from "./replay-failed.ts";
import { resume } from "./resume.ts";
import { resync } from "./resync.ts";
import { retryPayment } from "./retry-payment.ts";
import { seedDemo } from "./seed-demo.ts";
import { story } from "./story.ts";
import { subscriptions } from "./subscriptions.ts";
import { undoChange } from "./undo-change.ts";
import { undoPlan } from "./undo-plan.ts";
import { verifyPlan } from "./verify-plan.ts";

/** What support and admins may ask; each procedure is built on the role that it needs. */
export const adminRouter = router({
  me,
  subscriptions: router({
    list: subscriptions,
    count: countSubscriptions,
    facets: countFacets,
    cancel,
    endStray,
    resume,
    previewChange,
    change,
    undoChange,
    comp,
    retryPayment,
  }),
  customers: router({ find, account, story, payments, refund, resync }),
  effects: router({ inDoubt: effectsInDoubt, reconcile: reconcileEffect }),
  events: router({
    list: events,
    summary: eventsSummary,
    replay: replayEvent,
    replayFailed,
  }),
  passes: router({
    list: passes,
    pass,
    drifts: passDrifts,
    live: passLive,
    begin: beginPass,
    accept: acceptDrift,
  }),
  duplicates: router({
    findings,
    plans,
    plan,
    accounts: planAccounts,
    compare: compareCustomers,
    live: planLive,
    begin: beginPlan,
    // Not "apply": tRPC keeps that word for itself.
    carryOut: applyPlan,
    undo: undoPlan,
    verify: verifyPlan,
  }),
  audit: router({ list: audit }),
  metrics: router({ figures }),
  demo: router({ seed: seedDemo }),
});
