import { allArms } from "../arms/all-arms.ts";
import type { ArmName } from "../arms/arm.ts";
import type { Block } from "./block.ts";
import { median, quantile } from "./quantile.ts";

/** One arm over all its blocks: counts are sums, everything else is the median of the blocks. `null`: not measured. */
export type Summary = {
  name: ArmName;
  title: string;
  blocks: number;
  /** Of those who press twice. */
  buyersTwice: number;
  customersPer10k: number;
  sessionsPer10k: number;
  /** Duplicates over all phases, brown-out included. */
  extraCustomers: number;
  extraSessions: number;
  /** Everywhere but in the brown-out. */
  starts: number;
  errors: number;
  said: string[];
  /** Of the fixed rhythm alone. */
  steadyErrors: number;
  perSecond: { clients: number; perSecond: number | null }[];
  addedP50Ms: number | null;
  addedP99Ms: number | null;
  insideP99Ms: number | null;
  outsideP99Ms: number | null;
  carried: Block["carried"];
  /** Of the brown-out; extra ones after everybody came again. */
  brownOut: Pick<
    NonNullable<Block["brownOut"]>,
    "starts" | "errors" | "buyers" | "extraCustomers" | "extraSessions"
  > | null;
  /** In the fixed rhythm and in the brown-out. */
  failedReads: number;
  brownInsideP99Ms: number | null;
  brownOutsideP99Ms: number | null;
  calls: number | null;
  heldMs: number | null;
  cpuMs: number | null;
  peakMemoryMb: number | null;
};

export function summarize(name: ArmName, blocks: readonly Block[]): Summary {
  const sum = (of: (block: Block) => number) => blocks.reduce((all, block) => all + of(block), 0);
  const mid = (of: (block: Block) => number | null) => median(blocks.map(of));
  const buyersTwice = sum(({ twice }) => twice.buyers);
  const per10k = (count: number) => (buyersTwice === 0 ? 0 : (count * 10_000) / buyersTwice);
  const answers = ({ twice, steady, crowds }: Block) => [twice, steady, ...crowds];
  const counts = ({ twice, steady, brownOut, crowdsAtStripe }: Block) =>
    [twice, steady, crowdsAtStripe, brownOut].filter((one) => one !== null);
  const all = (what: "extraCustomers" | "extraSessions") =>
    sum((block) => counts(block).reduce((total, one) => total + one[what], 0));
  return {
    name,
    title: allArms[name].title,
    blocks: blocks.length,
    buyersTwice,
    customersPer10k: per10k(sum(({ twice }) => twice.extraCustomers)),
    sessionsPer10k: per10k(sum(({ twice }) => twice.extraSessions)),
    extraCustomers: all("extraCustomers"),
    extraSessions: all("extraSessions"),
    starts: sum((block) => answers(block).reduce((total, { starts }) => total + starts, 0)),
    errors: sum((block) => answers(block).reduce((total, { errors }) => total + errors, 0)),
    said: blocks.flatMap((block) => answers(block).flatMap(({ said }) => said)).slice(0, 3),
    steadyErrors: sum(({ steady }) => steady.errors),
    perSecond: (blocks[0]?.crowds ?? []).map(({ clients }, index) => ({
      clients,
      perSecond: mid(({ crowds }) => crowds[index]?.perSecond ?? null),
    })),
    addedP50Ms: mid(({ steady }) => quantile(steady.addedMs, 0.5)),
    addedP99Ms: mid(({ steady }) => quantile(steady.addedMs, 0.99)),
    insideP99Ms: mid(({ steady }) => quantile(steady.insideMs, 0.99)),
    outsideP99Ms: mid(({ steady }) => quantile(steady.outsideMs, 0.99)),
    carried: blocks[0]?.carried ?? null,
    brownOut: blocks[0]?.brownOut ?? null,
    failedReads: sum(({ steady, brownOut }) => steady.failedReads + (brownOut?.failedReads ?? 0)),
    brownInsideP99Ms: mid(({ brownOut }) => quantile(brownOut?.insideMs ?? [], 0.99)),
    brownOutsideP99Ms: mid(({ brownOut }) => quantile(brownOut?.outsideMs ?? [], 0.99)),
    calls: mid(({ steady }) => steady.calls),
    heldMs: mid(({ steady }) => steady.heldMs),
    cpuMs: mid(({ steady }) => steady.cpuMs),
    peakMemoryMb: mid(({ peakMemoryMb }) => peakMemoryMb),
  };
}
