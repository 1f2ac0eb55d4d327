/** One request as a test wants to see it afterwards. */
export type SeenRequest = {
  method: string;
  path: string;
  idempotencyKey: string | null;
  requestId: string;
  /** `null`: the connection was cut instead of an answer. */
  status: number | null;
  replayed: boolean;
  executed: boolean;
  fault: string | null;
  atMs: number;
};

export type RequestLog = {
  add(request: SeenRequest): void;
  all(): SeenRequest[];
  totals(): RequestTotals;
  clear(): void;
};

/** Of every request since the start, also those that are no longer kept: by status (`cut`: none was sent) and by fault. */
export type RequestTotals = {
  requests: number;
  replayed: number;
  statuses: Record<string, number>;
  faults: Record<string, number>;
};

/** Enough for any test, little enough for a long day of development. */
const keptRequests = 2000;

export function createRequestLog(): RequestLog {
  let seen: SeenRequest[] = [];
  let totals = none();
  return {
    add: (request) => {
      const { fault, replayed, status } = request;
      const answered = status ?? "cut";
      totals.requests += 1;
      if (replayed) totals.replayed += 1;
      totals.statuses[answered] = (totals.statuses[answered] ?? 0) + 1;
      if (fault !== null) totals.faults[fault] = (totals.faults[fault] ?? 0) + 1;
      seen.push(request);
      if (seen.length > keptRequests * 2) seen = seen.slice(-keptRequests);
    },
    all: () => seen.slice(-keptRequests),
    totals: () => totals,
    clear: () => {
      seen = [];
      totals = none();
    },
  };
}

const none = (): RequestTotals => ({ requests: 0, replayed: 0, statuses: {}, faults: {} });
