import { subscriptionsQuery, type Viewer } from "@idem/api";
import type { Admin } from "@idem/billing";
import type { Context } from "hono";
import type { Logger } from "pino";
import type { Exchange } from "./exchange.ts";
import { failure } from "./failure.ts";

export type CsvDoor = {
  admin: Pick<Admin, "exportSubscriptions" | "tellOfExport">;
  viewer(headers: Headers): Promise<Viewer | null>;
  logger: Logger;
};

/**
 * The list as a file, with the filter and the order of the page it was asked from. It is written as fast as it is read,
 * page by page, so a million lines need no more memory than a thousand; and who has taken it is written down before the
 * first of them.
 */
export function csvDoor({ admin, viewer, logger }: CsvDoor) {
  return async (c: Context<Exchange>): Promise<Response> => {
    c.set("route", "csv");
    const who = await viewer(c.req.raw.headers);
    if (who === null) return failure(c, 401, "Please sign in to continue.");
    if (who.role === "user") return failure(c, 403, "This is for the operator’s staff.");
    const query = subscriptionsQuery(c.req.query());
    if (query === null) return failure(c, 400, "Some of the input is not valid.");
    const staff = { userId: who.userId, requestId: c.get("requestId") };
    await admin.tellOfExport({ ...staff, details: query });
    c.header("content-type", "text/csv; charset=utf-8");
    c.header("content-disposition", 'attachment; filename="subscriptions.csv"');
    return c.body(streamOf(admin.exportSubscriptions(query), logger));
  };
}

/** What breaks off breaks the download off: a file that ends early must not look whole. */
function streamOf(pieces: AsyncIterable<string>, logger: Logger): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const { value, done } = await iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        logger.error({ err: error }, "an export broke off");
        controller.error(error);
      }
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}
