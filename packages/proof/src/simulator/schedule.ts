/** Everything that happens in one run, as plain data: what is done, who goes first, and what breaks when. */
export type Schedule = {
  commands: readonly Command[];
  picks: readonly number[];
  faults: readonly Fault[];
};

export type Command =
  | {
      do: "start";
      who: number;
      tab: number;
      node: number;
      /** The same request once more, or the tab's next revision. */
      again: boolean;
      price: number;
      code: number;
      hosted: boolean;
      replace: boolean;
    }
  /** A person pays a session that was shown to them: the latest, or an earlier one still open in another tab. */
  | { do: "pay"; who: number; earlier: number }
  /** The card is declined; the page stays, and another card may be tried. */
  | { do: "decline"; who: number; earlier: number }
  | { do: "reload"; who: number; node: number; earlier: number }
  /** Stripe delivers one webhook, or all that wait, to both nodes in turn. */
  | { do: "ring"; node: number; which: number; twice: boolean }
  | { do: "ring all" }
  /** The webhooks on their way are never delivered: the door was shut for longer than Stripe tries. */
  | { do: "lose bells" }
  /** A pass over all accounts begins, or goes on. */
  | { do: "reconcile"; node: number }
  | { do: "sweep"; node: number }
  | { do: "work"; node: number }
  | { do: "crash"; node: number }
  /** A process stands still, with all that it has read, and goes on later as if nothing had been. */
  | { do: "freeze"; node: number }
  | { do: "thaw"; node: number }
  /** Until everything that can go on has come to rest. */
  | { do: "wait" }
  | { do: "pass"; clock: "both" | "database" | "stripe"; time: keyof typeof times }
  | { do: "cancel"; who: number }
  /** At the end of the period; said once more: not at all. */
  | { do: "cancel later"; who: number }
  /** A period is over: paid, or not, or not again, which ends it. */
  | { do: "renew"; who: number; isPaid: boolean }
  /** A button of the billing page; `again`: the same press once more, perhaps at the other node. */
  | {
      do: "act";
      who: number;
      node: number;
      again: boolean;
      what:
        | "change now"
        | "change at renewal"
        | "undo"
        | "end later"
        | "end now"
        | "resume"
        | "pay";
      price: number;
    }
  | { do: "sell in dashboard"; who: number; isTrial?: boolean }
  | { do: "delete customer"; who: number }
  | { do: "change e-mail"; who: number }
  | { do: "use up"; code: number }
  /** Somebody switches something on in the dashboard, and Stripe’s totals are not ours any more. */
  | { do: "tax"; isOn: boolean };

/** `brink`: a second before a permit's window closes. `day`: past every window, and past Stripe's memory of keys. */
export const times = {
  moment: 3_000,
  minute: 61_000,
  brink: 23 * 3_600_000 - 1_000,
  day: 25 * 3_600_000,
} as const;

export type Fault = { on: "stripe" | "database"; at: number; times: number; is: FaultKind };

/**
 * lost request   never arrives
 * lost answer    done, but nobody hears
 * timeout        nobody waits any longer; it arrives later
 * 500            not done, nothing saved
 * saved 500      not done, and this key will say so for a day
 * done 500       done, and this key will say 500 for a day
 */
export type FaultKind =
  | "lost request"
  | "lost answer"
  | "timeout"
  | "500"
  | "saved 500"
  | "done 500";
