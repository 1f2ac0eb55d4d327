import type { OpenArm } from "../../arms/arm.ts";
import { openInTransaction } from "../in-transaction.ts";

/** The same, and the second one waits for the first. */
export const open: OpenArm = (setting) => openInTransaction(setting, { lock: "FOR UPDATE" });
