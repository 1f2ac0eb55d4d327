import { type AdminList, exportSubscriptions } from "@idem/billing";

/** `peakMb` over the whole of it, `earlyMb` over the first tenth: memory that grows with the list shows between them. */
export type MeasuredExport = {
  lines: number;
  megabytes: number;
  seconds: number;
  earlyMb: number;
  peakMb: number;
};

const toMb = (bytes: number): number => bytes / 1_000_000;

/** Takes the whole list along as CSV, as the server streams it, and throws it away piece by piece. */
export async function measureExport(
  store: Pick<AdminList, "subscriptions">,
  expectedLines: number,
): Promise<MeasuredExport> {
  const beganMs = performance.now();
  const measured = { lines: -1, megabytes: 0, earlyMb: 0, peakMb: 0 };
  const everything = {
    filter: {
      ...{ search: null, statuses: [], plans: [], coupon: null, isEnding: false },
      ...{ startedFrom: null, startedUntil: null, flags: [] },
    },
    sort: { by: "started", direction: "desc" },
  } as const;
  for await (const piece of exportSubscriptions(store, everything)) {
    measured.lines += piece.split("\r\n").length - 1;
    measured.megabytes += toMb(Buffer.byteLength(piece));
    measured.peakMb = Math.max(measured.peakMb, toMb(process.memoryUsage.rss()));
    if (measured.lines < expectedLines / 10) measured.earlyMb = measured.peakMb;
  }
  return { ...measured, seconds: (performance.now() - beganMs) / 1_000 };
}
