import type { OpenArm } from "../../arms/arm.ts";
import { openInTransaction } from "../in-transaction.ts";

/** The published fix of the first post-mortem: look, create and write down in one transaction. */
export const open: OpenArm = (setting) => openInTransaction(setting, { lock: "" });
