import { z } from "zod";
import type { Prisma } from "./generated/client.ts";

const jsonSchema = z.json();

/** A plain JSON copy of a value, as a column takes it. Drops what is undefined; refuses what is not JSON. */
export function toJson(value: unknown): Prisma.InputJsonObject {
  return z.record(z.string(), jsonSchema).parse(JSON.parse(JSON.stringify(value)));
}
