import { router } from "../trpc.ts";
import { account } from "./account.ts";
import { audit } from "./audit.ts";
import { beginPass } from "./begin-pass.ts";
import { cancel } from "./cancel.ts";
import { change } from "./change.ts";
import { comp } from "./comp.ts";
import { countStatuses } from "./count-statuses.ts";
import { countSubscriptions } from "./count-subscriptions.ts";
import { effectsInDoubt } from "./effects-in-doubt.ts";
import { events } from "./events.ts";
import { eventsSummary } from "./events-summary.ts";
import { figures } from "./figures.ts";
import { find } from "./find.ts";
import { me } from "./me.ts";
import { passLive } from "./pass-live.ts";
import { passes } from "./passes.ts";
import { payments } from "./payments.ts";
import { previewChange } from "./preview-change.ts";
import { reconcileEffect } from "./reconcile-effect.ts";
import { refund } from "./refund.ts";
import { replayEvent } from "./replay-event.ts";
import { replayFailed } from "./replay-failed.ts";
import { resume } from "./resume.ts";
import { resync } from "./resync.ts";
import { retryPayment } from "./retry-payment.ts";
import { story } from "./story.ts";
import { subscriptions } from "./subscriptions.ts";
import { undoChange } from "./undo-change.ts";

/** What support and admins may ask; each procedure is built on the role that it needs. */
export const adminRouter = router({
  me,
  subscriptions: router({
    list: subscriptions,
    count: countSubscriptions,
    statuses: countStatuses,
    cancel,
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
  passes: router({ list: passes, begin: beginPass, live: passLive }),
  audit: router({ list: audit }),
  metrics: router({ figures }),
});
