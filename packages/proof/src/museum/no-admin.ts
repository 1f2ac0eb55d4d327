import type { Admin } from "@idem/billing";

const none = () => Promise.reject(new Error("No admin is there to ask."));

/** For worlds in which customers are alone. */
export const noAdmin: Admin = {
  subscriptions: none,
  countSubscriptions: none,
  countFacets: none,
  accountOf: none,
  detail: none,
  story: none,
  payments: none,
  find: none,
  act: none,
  previewChange: none,
  change: none,
  comp: none,
  endStray: none,
  refund: none,
  resync: none,
  effectsInDoubt: none,
  reconcileEffect: none,
  events: none,
  eventsSummary: none,
  replay: none,
  passes: none,
  pass: none,
  drifts: none,
  acceptDrift: none,
  beginPass: none,
  duplicates: {
    findings: none,
    plans: none,
    plan: none,
    accounts: none,
    compare: none,
    begin: none,
    ask: none,
  },
  audit: none,
  tellOfExport: none,
  tellOfSeeding: none,
  figures: none,
  exportSubscriptions: () => {
    throw new Error("No admin is there to ask.");
  },
};
