import type { AppRouter } from "@idem/api";
import { TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";

/**
 * Live answers over the browser's own `EventSource`, which also reconnects. tRPC's link for them brings a stream parser
 * that a checkout page would load and not use: 1.6 KB of a budget of 110. What it reads is tRPC's event stream: plain
 * messages are answers, `return` ends them, `serialized-error` is a failure.
 */
export const liveLink =
  (endpoint: string): TRPCLink<AppRouter> =>
  () =>
  ({ op }) =>
    observable((observer) => {
      const input = encodeURIComponent(JSON.stringify(op.input));
      const source = new EventSource(`${endpoint}/${op.path}?input=${input}`);
      source.addEventListener("open", () => observer.next({ result: { type: "started" } }));
      source.addEventListener("message", (event) =>
        observer.next({ result: { type: "data", data: dataOf(event) } }),
      );
      source.addEventListener("serialized-error", (event) => {
        source.close();
        observer.error(TRPCClientError.from({ error: dataOf(event) }));
      });
      source.addEventListener("return", () => {
        source.close();
        observer.complete();
      });
      // A lost line is taken up again by itself; only a refused one is over.
      source.addEventListener("error", () => {
        if (source.readyState === EventSource.CLOSED)
          observer.error(TRPCClientError.from(new Error("The live answer was refused.")));
      });
      return () => source.close();
    });

const dataOf = (event: Event): unknown =>
  "data" in event && typeof event.data === "string" ? JSON.parse(event.data) : null;
