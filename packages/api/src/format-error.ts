import type { TRPCDefaultErrorShape, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import type { ApiContext } from "./context.ts";

type Formatted = TRPCDefaultErrorShape & {
  data: TRPCDefaultErrorShape["data"] & {
    requestId: string | null;
    fields: Record<string, string[]> | null;
  };
};

/**
 * An unexpected failure says nothing about itself but a request id that support can look up (G12);
 * bad input says which field is wrong.
 */
export function formatError({
  shape,
  error,
  ctx,
}: {
  shape: TRPCDefaultErrorShape;
  error: TRPCError;
  ctx: ApiContext | undefined;
}): Formatted {
  const requestId = ctx?.requestId ?? null;
  const { stack: _stack, ...data } = shape.data;
  const fields = error.cause instanceof ZodError ? fieldErrors(error.cause) : null;
  return { ...shape, message: publicMessage(error, fields), data: { ...data, requestId, fields } };
}

function publicMessage(error: TRPCError, fields: Record<string, string[]> | null): string {
  if (fields !== null) return "Some of the input is not valid.";
  if (error.code === "INTERNAL_SERVER_ERROR")
    return "Something went wrong on our side. Nothing was lost; please try again.";
  return error.message;
}

function fieldErrors(error: ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const name = issue.path.join(".") || "input";
    fields[name] = [...(fields[name] ?? []), issue.message];
  }
  return fields;
}
