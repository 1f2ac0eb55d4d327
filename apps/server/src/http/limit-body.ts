import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Exchange } from "./exchange.ts";
import { failure } from "./failure.ts";

/** Our largest honest call is ten starts in one batch, some 5 KB. */
export const apiBodyBytes = 100 * 1024;
/** Stripe's events are some 5 KB; an invoice with many lines is larger. */
export const webhookBodyBytes = 1024 * 1024;

/** Answers 413 instead of reading more than `maxSize` bytes into memory. */
export const limitBody = (maxSize: number): MiddlewareHandler<Exchange> =>
  bodyLimit({
    maxSize,
    onError: (c: Context<Exchange>) => {
      c.set("route", "too_large");
      return failure(c, 413, `The body is larger than the ${maxSize} bytes that are allowed.`);
    },
  });
