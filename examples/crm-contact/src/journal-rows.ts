import type { Outcome } from "@idem/billing";
import { z } from "zod";

/** Rows outlive deployments: what was written is parsed, not believed. */
export const takenSchema = z.object({
  slot: z.string(),
  key: z.string(),
  intent: z.object({
    kind: z.literal("contact.create"),
    customerId: z.string(),
    email: z.string(),
    name: z.string(),
  }),
  request: z.object({
    method: z.enum(["POST", "DELETE"]),
    path: z.string(),
    params: z.record(z.string(), z.unknown()),
  }),
  attempts: z.number(),
  first_sent_at: z.date(),
});

export const outcomeSchema = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("done"),
    result: z.object({ id: z.string() }),
    how: z.enum(["sent", "found"]),
  }),
  z.object({
    is: z.literal("refused"),
    status: z.number(),
    errorCode: z.string().nullable(),
    param: z.string().nullable(),
    message: z.string(),
  }),
  z.object({ is: z.literal("withdrawn") }),
  z.object({ is: z.literal("void") }),
]) satisfies z.ZodType<Outcome>;
