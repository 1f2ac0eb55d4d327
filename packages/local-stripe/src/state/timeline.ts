import { type Agenda, createAgenda } from "./agenda.ts";

export type AppointmentKind =
  | "session"
  | "delivery"
  | "subscription"
  | "invoice"
  | "answers"
  | "clock"
  | "pending_update"
  | "schedule"
  | "resume_collection";

/** These go by everybody's time, also when something on a test clock has caused them. */
const everybodys: AppointmentKind[] = ["delivery", "answers", "clock"];

export type Timeline = {
  /** The moment where the running work is: that of its test clock, or everybody's. */
  nowMs(): number;
  /** Everybody's moment, also while work on a test clock runs. */
  everybodysMs(): number;
  /** Does work on a test clock; `undefined`: on everybody's time. */
  on<T>(clock: string | undefined, work: () => T): T;
  /** Asks for `onDue` at a moment of the time that the running work is on; the same twice is once. */
  plan(kind: AppointmentKind, id: string, dueAtMs: number): void;
  onDue(kind: AppointmentKind, work: (id: string) => void): void;
  runDue(): void;
  /** Does what is due on a test clock up to a moment, each at its own time. */
  runUntil(clock: string, untilMs: number): void;
  clear(): void;
  close(): void;
};

type Ground = {
  wallMs(): number;
  frozenMs(clock: string): number | undefined;
  /** Runs one duty as a request of its own. */
  run(work: () => void): void;
};

type Place = { clock: string | undefined; atMs: number | undefined };

/** setTimeout's limit; longer waits are asked for again. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Time as it passes here: everybody's, which is the real one and moves on by itself, and that of each
 * test clock, which stands still until it is advanced. Whatever is due is done at its own moment, one
 * after the other, so that a year passed in one step leaves the same traces as a year lived through.
 */
export function createTimeline({ wallMs, frozenMs, run }: Ground): Timeline {
  const main = createAgenda();
  const frozen = new Map<string, Agenda>();
  const duties = new Map<string, (id: string) => void>();
  let here: Place = { clock: undefined, atMs: undefined };
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const agendaOf = (clock: string | undefined): Agenda => {
    if (clock === undefined) return main;
    const known = frozen.get(clock) ?? createAgenda();
    frozen.set(clock, known);
    return known;
  };
  const within = <T>(there: Place, work: () => T): T => {
    const before = here;
    here = there;
    try {
      return work();
    } finally {
      here = before;
    }
  };
  const runUntil = (clock: string | undefined, untilMs: () => number) => {
    const agenda = agendaOf(clock);
    let atMs = clock === undefined ? 0 : (frozenMs(clock) ?? 0);
    for (;;) {
      const next = agenda.next();
      if (next === undefined || next.dueAtMs > untilMs() || closed) return;
      agenda.take();
      // What was due before is done late, never by turning time back.
      atMs = Math.max(atMs, next.dueAtMs);
      const there = { clock, atMs };
      within(there, () => run(() => duties.get(next.kind)?.(next.id)));
    }
  };
  const wake = () => {
    clearTimeout(timer);
    const next = main.next();
    if (next === undefined || closed) return;
    timer = setTimeout(runDue, Math.min(Math.max(next.dueAtMs - wallMs(), 0), longestTimerMs));
    timer.unref();
  };
  const runDue = () => {
    runUntil(undefined, wallMs);
    wake();
  };

  return {
    nowMs: () =>
      here.atMs ?? (here.clock === undefined ? undefined : frozenMs(here.clock)) ?? wallMs(),
    everybodysMs: () => (here.clock === undefined ? (here.atMs ?? wallMs()) : wallMs()),
    on: (clock, work) => (clock === here.clock ? work() : within({ clock, atMs: undefined }, work)),
    plan: (kind, id, dueAtMs) => {
      const agenda = agendaOf(everybodys.includes(kind) ? undefined : here.clock);
      const first = agenda.next();
      agenda.add({ kind, id, dueAtMs });
      if (agenda === main && (first === undefined || dueAtMs < first.dueAtMs)) wake();
    },
    onDue: (kind, work) => duties.set(kind, work),
    runDue,
    runUntil: (clock, untilMs) => runUntil(clock, () => untilMs),
    clear: () => {
      main.clear();
      frozen.clear();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
