import type { StripeSessionId } from "@idem/domain";
import type { Schedule } from "../simulator/schedule.ts";
import type { EventObject } from "../simulator/stripe/state.ts";
import type { Tools } from "./tools.ts";

/** One way in which checkouts are written everywhere, and the smallest schedule that breaks it. */
export type Exhibit = {
  name: string;
  /** What it does, in a sentence. */
  what: string;
  /** Where people write it. */
  where: string;
  /** Why it looks right. */
  why: string;
  /** What is seen at the end, e.g. `G1: acc_1 has cus_1 and cus_2`. */
  breaks: RegExp;
  schedule: Schedule;
  build: (tools: Tools) => Product;
};

export type Product = {
  /** A customer presses Continue; answers the session to pay. */
  checkout(account: string, priceId: string): Promise<StripeSessionId>;
  /** A webhook arrives; Stripe sends it again until this ends without an error. */
  event?(event: EventObject): Promise<void>;
};
