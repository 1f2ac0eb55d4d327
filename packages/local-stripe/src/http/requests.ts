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

export type RequestLog = { add(request: SeenRequest): void; all(): SeenRequest[]; clear(): void };

/** Enough for any test, little enough for a long day of development. */
const keptRequests = 2000;

export function createRequestLog(): RequestLog {
  let seen: SeenRequest[] = [];
  return {
    add: (request) => {
      seen.push(request);
      if (seen.length > keptRequests * 2) seen = seen.slice(-keptRequests);
    },
    all: () => seen.slice(-keptRequests),
    clear: () => {
      seen = [];
    },
  };
}
