import { connect, createServer, type Socket } from "node:net";
import { listen } from "../world/listen.ts";
import type { Random } from "./random.ts";

export const networkFaults = ["cut", "stall", "half-open", "refuse"] as const;
/**
 * `cut`: both ends hear at once that it is over. `stall`: nothing passes for a while, then all of it. `half-open`: the
 * far end is gone and the near one is not told, as after a firewall has forgotten the connection; later it is. `refuse`:
 * whoever connects in the next moments is turned away.
 */
export type NetworkFault = (typeof networkFaults)[number];

export type FaultProxy = {
  port: number;
  /** Faults happen from now on, one every `everyMs` on average. */
  disturb(everyMs: number): void;
  /** Every connection of this moment is half-open from now on, and stays so: nobody is ever told. New ones work. */
  silence(): void;
  /** No new faults. Those under way end by themselves within `longestMs`. */
  quiet(): void;
  happened(): Record<NetworkFault, number>;
  close(): Promise<void>;
};

type Pair = { near: Socket; far: Socket; passedAtMs: number; is: "open" | "stalled" | "deaf" };

/** Cut is what happens most; the others are rarer in life, too, and cost more time each. */
const weighted: NetworkFault[] = [
  "cut",
  "cut",
  "cut",
  "cut",
  "stall",
  "stall",
  "half-open",
  "refuse",
];
const stallMs = [200, 2_500] as const;
const deafMs = [500, 4_000] as const;
const refuseMs = [100, 400] as const;
/** A connection that was used this lately probably carries a question or its answer: that is where a fault hurts. */
const latelyMs = 60;

/** A small TCP proxy in front of one address, which may change (`null`: nobody is there now), that breaks connections. */
export async function openFaultProxy(
  target: () => number | null,
  random: Random,
): Promise<FaultProxy> {
  const pairs = new Set<Pair>();
  const happened = { cut: 0, stall: 0, "half-open": 0, refuse: 0 };
  const timers = new Set<NodeJS.Timeout>();
  let refusedUntilMs = 0;
  let everyMs = 0;
  let next: NodeJS.Timeout | undefined;

  const later = (ms: number, work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };

  const server = createServer((near) => {
    const port = target();
    if (port === null || performance.now() < refusedUntilMs) {
      near.on("error", () => {});
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    near.setNoDelay(true);
    const pair: Pair = { near, far, passedAtMs: performance.now(), is: "open" };
    pairs.add(pair);
    pass(pair, near, far);
    pass(pair, far, near);
    near.once("close", () => {
      pairs.delete(pair);
      far.destroy();
    });
    far.once("close", () => {
      if (pair.is !== "deaf") near.destroy();
    });
  });

  function strike(): void {
    const fault = random.pick(weighted);
    const lately = performance.now() - latelyMs;
    const open = [...pairs].filter(({ is }) => is === "open");
    const busy = open.filter(({ passedAtMs }) => passedAtMs > lately);
    const candidates = busy.length > 0 ? busy : open;
    if (fault === "refuse") refusedUntilMs = performance.now() + random.between(...refuseMs);
    else if (candidates.length === 0) return;
    else breakOne(fault, random.pick(candidates));
    happened[fault] += 1;
  }

  function breakOne(fault: "cut" | "stall" | "half-open", pair: Pair): void {
    switch (fault) {
      case "cut":
        pair.far.resetAndDestroy();
        pair.near.resetAndDestroy();
        return;
      case "stall":
        pair.is = "stalled";
        pair.near.pause();
        pair.far.pause();
        later(random.between(...stallMs), () => {
          pair.is = "open";
          pair.near.resume();
          pair.far.resume();
        });
        return;
      case "half-open":
        pair.is = "deaf";
        pair.far.resetAndDestroy();
        later(random.between(...deafMs), () => pair.near.resetAndDestroy());
    }
  }

  function schedule(): void {
    // Exponential waits: faults come in bursts, as they do in life.
    const waitMs = -Math.log(1 - random.next()) * everyMs;
    next = setTimeout(() => {
      strike();
      schedule();
    }, waitMs);
  }

  const port = await listen(server);
  const quiet = () => {
    clearTimeout(next);
    refusedUntilMs = 0;
  };
  return {
    port,
    disturb: (averageMs) => {
      everyMs = averageMs;
      schedule();
    },
    silence: () => {
      for (const pair of pairs) {
        pair.is = "deaf";
        pair.far.resetAndDestroy();
      }
    },
    quiet,
    happened: () => ({ ...happened }),
    close: async () => {
      quiet();
      for (const timer of timers) clearTimeout(timer);
      for (const { near, far } of pairs) {
        near.destroy();
        far.destroy();
      }
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Hands on what arrives, no faster than it is taken; a deaf pair swallows it. */
function pass(pair: Pair, from: Socket, to: Socket): void {
  from.on("error", () => {});
  from.on("data", (chunk) => {
    pair.passedAtMs = performance.now();
    if (pair.is === "deaf" || to.write(chunk)) return;
    from.pause();
    to.once("drain", () => {
      if (pair.is === "open") from.resume();
    });
  });
  from.on("end", () => {
    if (pair.is !== "deaf") to.end();
  });
}
