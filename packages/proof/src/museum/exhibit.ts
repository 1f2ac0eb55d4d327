import type { StripeSessionId } from "@idem/domain";
import type { Schedule } from "../simulator/schedule.ts";
import type { EventObject } from "../simulator/stripe/state.ts";
import type { Tools } from "./tools.ts";

export type Guarantee = `G${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 11 | 12}`;

/** One way in which checkouts are written everywhere, and the smallest schedule that breaks it. */
export type Exhibit = {
  name: string;
  /** Its file in `exhibits`, and its picture in the docs. */
  slug: string;
  /** What it fails to keep. */
  guarantees: readonly Guarantee[];
  /** What it does, in a sentence. */
  what: string;
  /** Where people write it. */
  where: string;
  /** Why it looks right. */
  why: string;
  /** What is seen at the end, e.g. `G1: acc_1 has cus_1 and cus_2`. */
  breaks: RegExp;
  schedule: Schedule;
  /** Who is signed in, if it is not the owner of the account that the request names. */
  askedBy?: string;
  build: (tools: Tools) => Product;
};

export type Product = {
  /** A customer presses Continue; answers the session to pay, or what the page says instead. */
  checkout(account: string, request: Request): Promise<StripeSessionId | ErrorPage>;
  /** A webhook arrives; Stripe sends it again until this ends without an error. */
  event?(event: EventObject): Promise<void>;
};

export type Request = { priceId: string; code: string | null; revision: number; userId: string };

export type ErrorPage = { error: string };
