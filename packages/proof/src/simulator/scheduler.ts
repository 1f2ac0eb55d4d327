/** One life of a node: from its start to its crash. What a dead life still waited for never happens. */
export type Life = { readonly node: string; isAlive: boolean };

export type Scheduler = {
  /** Waits for its turn: every call of a port is one such point, and between two points nothing else runs. */
  turn(life: Life, canRun?: () => boolean): Promise<void>;
  /** Something on its way to Stripe: it arrives even if its sender has died meanwhile. */
  onTheWire(run: () => void): void;
  sleep(life: Life, ms: number): Promise<void>;
  /** Carries out everything on the wire, so that nothing travels through a jump of the clocks. */
  emptyTheWire(): Promise<void>;
  /** Carries out everything that can go on without time passing. */
  comeToRest(): Promise<void>;
  drop(life: Life): void;
  /** Nothing of these nodes gets a turn. */
  freeze(nodes: ReadonlySet<string>): void;
  /** Does one thing: a turn, a timer, or the next command. False when there is nothing left to do. */
  step(command?: () => Promise<void>): Promise<boolean>;
  advance(ms: number): void;
};

type Task = { life: Life | null; canRun: () => boolean; run: () => void };
type Timer = Task & { dueMs: number };

const always = () => true;
/** A turn of the event loop: by then every continuation has reached its next point. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** One pick in sixteen lets time pass although there is work: slow answers, leases that run out. */
const slowPick = 240;
/** Three in sixteen give somebody several turns in a row, so that others fall far behind: the races that take an age. */
const hurryPick = 192;

/**
 * Decides who goes next by the schedule's picks; without picks the oldest goes first, and each command is finished before
 * the next begins. Nothing else is random, so the same picks give the same run.
 */
export function createScheduler(
  picks: ArrayLike<number>,
  onAdvance: (ms: number) => void,
): Scheduler {
  let tasks: Task[] = [];
  let timers: Timer[] = [];
  let frozen: ReadonlySet<string> = new Set();
  let nowMs = 0;
  let position = 0;
  let hurry = 0;

  const draw = (): number => picks[position++] ?? 0;
  const take = (task: Task): void => {
    tasks.splice(tasks.indexOf(task), 1);
    task.run();
  };
  const advance = (ms: number): void => {
    nowMs += ms;
    onAdvance(ms);
  };
  const isAwake = ({ life }: Task): boolean => life === null || !frozen.has(life.node);
  const isReady = (task: Task): boolean => isAwake(task) && task.canRun();
  async function carryOut(which: (task: Task) => boolean): Promise<void> {
    for (let task = tasks.find(which); task; task = tasks.find(which)) {
      take(task);
      await settled();
    }
  }
  function fireNextTimer(): void {
    const next = timers
      .filter(isAwake)
      .reduce((first, timer) => (timer.dueMs < first.dueMs ? timer : first));
    timers = timers.filter((timer) => timer !== next);
    if (next.dueMs > nowMs) advance(next.dueMs - nowMs);
    next.run();
  }

  return {
    turn: (life, canRun = always) =>
      new Promise((resolve) => {
        if (life.isAlive) tasks.push({ life, canRun, run: resolve });
      }),
    onTheWire: (run) => {
      tasks.push({ life: null, canRun: always, run });
    },
    sleep: (life, ms) =>
      new Promise((resolve) => {
        if (life.isAlive) timers.push({ life, canRun: always, run: resolve, dueMs: nowMs + ms });
      }),
    emptyTheWire: () => carryOut(isOnWire),
    comeToRest: () => carryOut(isReady),
    drop: (life) => {
      tasks = tasks.filter((task) => task.life !== life);
      timers = timers.filter((timer) => timer.life !== life);
    },
    freeze: (nodes) => {
      frozen = nodes;
    },
    step: async (command) => {
      const ready = tasks.filter(isReady);
      const hasTimer = timers.some(isAwake);
      const newest = ready.at(-1);
      if (newest && hurry-- > 0) {
        take(newest);
        await settled();
        return true;
      }
      const choices = ready.length + (command ? 1 : 0);
      if (choices === 0 && !hasTimer) return false;
      const pick = choices + (hasTimer ? 1 : 0) > 1 ? draw() : 0;
      const isSlow = ready.length === 0 ? pick % 2 === 0 || !command : pick >= slowPick;
      const task = ready[pick % Math.max(choices, 1)];
      hurry = pick >= hurryPick && pick < slowPick ? pick % 16 : 0;
      if (hasTimer && isSlow) fireNextTimer();
      else if (task) take(task);
      else await command?.();
      await settled();
      return true;
    },
    advance,
  };
}

const isOnWire = ({ life }: Task): boolean => life === null;
