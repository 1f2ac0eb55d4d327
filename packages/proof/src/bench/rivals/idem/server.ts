import type { Ports } from "@idem/billing";
import { toAccountId } from "@idem/domain";
import { serve } from "@idem/server";
import type { OpenArm } from "../../arms/arm.ts";
import { configOf } from "./config.ts";

/** The composition that is deployed. Its ports pass through untouched; the read goes through the pool they use. */
export const open: OpenArm = async (setting) => {
  const seen: Ports[] = [];
  const { url } = await serve(configOf(setting), {
    decorate: (ports) => {
      seen.push(ports);
      return ports;
    },
  });
  const [ports] = seen;
  if (ports === undefined) throw new Error("The composition has no ports.");
  return { url, readOne: () => ports.store.account(toAccountId("acc_somebody")) };
};
