import { type Refused, refuse } from "@idem/domain";
import { describe, expect, test } from "vitest";
import { type CheckoutEvent, reduceCheckout } from "./checkout-reducer.ts";
import { type CheckoutState, openingState } from "./checkout-state.ts";
import { appliedQuote, exampleQuote, rejectedQuote } from "./quote-example.ts";

const opening = openingState({
  priceId: "plus_month_usd",
  quantity: 1,
  code: "",
  revision: 0,
  replace: false,
  wasPaying: false,
});

const after = (events: CheckoutEvent[], from: CheckoutState = opening): CheckoutState =>
  events.reduce(reduceCheckout, from);

const typing = (text: string): CheckoutEvent[] => [
  { event: "typed", text },
  { event: "code_settled" },
];
const quoted = (code: string | null, quote = exampleQuote()): CheckoutEvent => ({
  event: "quoted",
  question: { priceId: quote.priceId, quantity: quote.quantity, code },
  answer: { is: "quoted", ...quote },
});
const press: CheckoutEvent = { event: "continued", ui: "embedded" };
const ready = after([quoted(null)]);

const started = (revision: number, quote = exampleQuote()): CheckoutEvent => ({
  event: "started",
  revision,
  answer: {
    is: "ready",
    ui: "embedded",
    checkoutId: "chk_1",
    sessionId: "cs_test_1",
    clientSecret: "cs_test_1_secret",
    quote,
  },
});

describe("the price while a code is typed (G9)", () => {
  test("typing asks nothing, and the last price stays on the screen until the next one arrives", () => {
    const typed = after([{ event: "typed", text: "spring20" }], ready);
    expect(typed).toMatchObject({ is: "editing", revision: 0, shown: { dueToday: 2_000 } });
    const asked = reduceCheckout(typed, { event: "code_settled" });
    expect(asked).toMatchObject({ is: "quoting", code: "SPRING20", revision: 1 });
    expect(asked.shown?.dueToday).toBe(2_000);
  });

  test("an answer to a former question is ignored, in whatever order answers come", () => {
    const asked = after([...typing("A"), ...typing("B")], ready);
    const late = reduceCheckout(asked, quoted("A", appliedQuote("A", 900)));
    expect(late).toBe(asked);
    const settled = reduceCheckout(late, quoted("B", appliedQuote("B", 100)));
    expect(settled).toMatchObject({ is: "ready", shown: { dueToday: 1_900 }, revision: 2 });
    expect(reduceCheckout(settled, quoted("A", appliedQuote("A", 900)))).toBe(settled);
  });

  test("typing back to the code whose price is known asks nothing again", () => {
    const edited = after(
      [
        { event: "typed", text: "X" },
        { event: "typed", text: " " },
      ],
      ready,
    );
    expect(edited).toMatchObject({ is: "ready", revision: 0 });
  });

  test("space and case make no new code", () => {
    const applied = after(
      [...typing("SPRING20"), quoted("SPRING20", appliedQuote("SPRING20"))],
      ready,
    );
    expect(reduceCheckout(applied, { event: "typed", text: " spring20" })).toMatchObject({
      is: "ready",
      revision: 1,
    });
  });

  test("the revision rises with each change of price or code, and only then", () => {
    const changed = after(
      [
        { event: "price_chosen", priceId: "plus_year_usd" },
        ...typing("A"),
        { event: "code_settled" },
        { event: "price_chosen", priceId: "plus_year_usd" },
        { event: "code_removed" },
      ],
      ready,
    );
    expect(changed).toMatchObject({ revision: 3, priceId: "plus_year_usd", code: null, typed: "" });
  });
});

describe("Continue", () => {
  test("pressed before the price is known, it goes on by itself when it is", () => {
    const waiting = after([...typing("A"), press], ready);
    expect(waiting).toMatchObject({ is: "quoting", pressed: true });
    expect(reduceCheckout(waiting, quoted("A", appliedQuote("A")))).toMatchObject({
      is: "starting",
    });
  });

  test("never goes past a rejected code: it opens the field and asks for attention", () => {
    const rejected = after(
      [...typing("NOPE"), quoted("NOPE", rejectedQuote("NOPE")), press],
      ready,
    );
    expect(rejected).toMatchObject({ is: "ready", codeAttention: 1, typed: "NOPE" });
  });

  test("pressed twice, it is one start", () => {
    const once = reduceCheckout(ready, press);
    expect(reduceCheckout(once, press)).toBe(once);
  });

  test("an answer for an older revision is dropped", () => {
    const again = after([press, { event: "went_back" }, ...typing("A")], ready);
    const now = after([quoted("A", appliedQuote("A")), press], again);
    expect(now).toMatchObject({ is: "starting", revision: 1 });
    expect(reduceCheckout(now, started(0))).toBe(now);
    expect(reduceCheckout(now, started(1, appliedQuote("A")))).toMatchObject({ is: "paying" });
  });

  test("on the provider's own page, the next revision is ready for whoever comes back", () => {
    const leaving = after(
      [
        press,
        started(0),
        { event: "continued", ui: "hosted" },
        {
          event: "started",
          revision: 1,
          answer: {
            is: "ready",
            ui: "hosted",
            checkoutId: "chk_1",
            sessionId: "cs_test_2",
            url: "https://stripe.example/pay",
            quote: exampleQuote(),
          },
        },
      ],
      ready,
    );
    expect(leaving).toMatchObject({ is: "leaving", ui: "embedded", revision: 2 });
    expect(reduceCheckout(leaving, { event: "restored" })).toMatchObject({
      is: "ready",
      revision: 2,
    });
  });

  test("a session that ran out is asked for anew with a higher revision and the same choice", () => {
    const paying = after(
      [...typing("A"), quoted("A", appliedQuote("A")), press, started(1, appliedQuote("A"))],
      ready,
    );
    expect(reduceCheckout(paying, { event: "session_expired" })).toMatchObject({
      is: "starting",
      revision: 2,
      code: "A",
    });
  });
});

describe("a refusal", () => {
  const refusedBy = (answer: Refused): CheckoutState =>
    after([press, { event: "started", revision: 0, answer }], ready);

  test("of the code reopens the field with the reason, at the full price, and starts nothing", () => {
    const fresh = rejectedQuote("A");
    const applied = after([...typing("A"), quoted("A", appliedQuote("A")), press], ready);
    const state = reduceCheckout(applied, {
      event: "started",
      revision: 1,
      answer: refuse("code_rejected", { quote: fresh }),
    });
    expect(state).toMatchObject({ is: "ready", shown: fresh, codeAttention: 1, typed: "A" });
  });

  test("because the price changed shows both totals and asks again with the new one", () => {
    const state = refusedBy(refuse("price_changed", { quote: exampleQuote({ dueToday: 2_500 }) }));
    expect(state).toMatchObject({ is: "price_changed", shownBefore: 2_000 });
    expect(reduceCheckout(state, press)).toMatchObject({
      is: "starting",
      quote: { dueToday: 2_500 },
    });
  });

  test("because a subscription lives is lifted only by confirming its replacement", () => {
    const state = refusedBy(refuse("already_subscribed"));
    expect(reduceCheckout(state, { event: "replacement_confirmed" })).toMatchObject({
      is: "starting",
      replace: true,
      revision: 1,
    });
  });

  test("because it is paid already leads to what became of the payment", () => {
    expect(refusedBy(refuse("already_paid"))).toMatchObject({ is: "leaving", to: { is: "paid" } });
  });

  test("by a provider that does not answer keeps the choice and the revision for the next try", () => {
    const state = refusedBy(refuse("provider_unavailable"));
    expect(reduceCheckout(state, { event: "retried" })).toMatchObject({
      is: "starting",
      revision: 0,
    });
  });
});

test("a reload on the pay step starts again with the same revision once the price is known", () => {
  const reloaded = openingState({
    priceId: "plus_month_usd",
    quantity: 1,
    code: "A",
    revision: 7,
    replace: false,
    wasPaying: true,
  });
  const state = after([{ event: "went_forward" }, quoted("A", appliedQuote("A"))], reloaded);
  expect(state).toMatchObject({ is: "starting", revision: 7 });
});

test("the back button on the pay step returns to the choice with everything kept", () => {
  const paying = after([press, started(0)], ready);
  expect(reduceCheckout(paying, { event: "went_back" })).toMatchObject({
    is: "ready",
    revision: 0,
  });
});
