import type {
  AccountId,
  AccountState,
  Actor,
  AskedLook,
  BillingAccount,
  Checkout,
  CheckoutId,
  Customer,
  Decision,
  EffectKind,
  Outcome,
  Plan,
  SellablePrice,
  Subscription,
  TrialUse,
} from "@idem/domain";
import type { Gateway } from "./gateway.ts";
import type { Journal } from "./journal.ts";

/** Everything the use-cases need from outside. The composition root fills it in. */
export type Ports = {
  gateway: Gateway;
  journal: Journal;
  transition: TransitionPort;
  store: Store;
  catalogue: Catalogue;
  meter: Meter;
  log: Log;
  nowMs: () => number;
  newCheckoutId: () => CheckoutId;
  pause: (ms: number) => Promise<void>;
};

export type TransitionFocus = {
  accountId: AccountId;
  actor: Actor;
  attempt?: string;
  checkoutId?: CheckoutId;
  /** Cards whose trials are decided about: nobody else decides about one with them meanwhile. */
  cards?: readonly string[];
  /** A look that staff ask for, whose line in the story there may be already. */
  asking?: Pick<AskedLook, "action" | "asking">;
};

/**
 * The one way to change billing state: `decide` is pure and synchronous, gets the account under its lock, and all that
 * it returns is committed together. An `async` function does not type-check (G6).
 */
export type TransitionPort = <A>(
  focus: TransitionFocus,
  decide: (state: AccountState, settled: Outcome | null) => Decision<A>,
) => Promise<A>;

/** Reads without a lock, each one cheap: for showing, and for deciding where to look next. */
export type Store = {
  account(accountId: AccountId): Promise<AccountSnapshot>;
  accountOfCustomer(stripeCustomerId: string): Promise<AccountId | null>;
  checkoutBySession(accountId: AccountId, sessionId: string): Promise<Checkout | null>;
};

export type AccountSnapshot = {
  account: BillingAccount;
  customer: Customer | null;
  subscription: Subscription | null;
  trial: TrialUse | null;
  /** When Stripe was last asked about this account, and answered; `null`: never. */
  lookedAtMs: number | null;
  /** The OPEN one and every other that may still be payable. */
  checkouts: Checkout[];
};

export type Catalogue = {
  plans(): Promise<Plan[]>;
  /** `null` for a price that does not exist or is not on sale any more. */
  price(priceId: string): Promise<SellablePrice | null>;
  priceByStripeId(stripePriceId: string): Promise<SellablePrice | null>;
};

export type CustomerCreation = "created" | "reused" | "recovered" | "race_averted" | "refused";

export type Meter = {
  customer(result: CustomerCreation): void;
  effect(kind: EffectKind, outcome: Outcome["is"]): void;
  webhook(
    type: string,
    result:
      | "stored"
      | "repeated"
      | "ignored"
      | "processed"
      | "failed"
      | "given_up"
      | "unknown_customer",
  ): void;
};

export type Log = {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
};
