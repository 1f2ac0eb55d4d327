import { z } from "zod";

/** A moment as the driver gives it, and as it crosses the wire. */
export const moment = z.date().transform((at) => at.toISOString());
