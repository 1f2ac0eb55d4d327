import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createCheckoutRun, type StartRequest } from "./checkout-run.ts";
import { openingState, type Question } from "./checkout-state.ts";
import { appliedQuote, exampleQuote } from "./quote-example.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function opened() {
  const asked: (Question & { signal: AbortSignal })[] = [];
  const starts: StartRequest[] = [];
  const run = createCheckoutRun(
    openingState({
      priceId: "plus_month_usd",
      quantity: 1,
      code: "",
      revision: 0,
      replace: false,
      wasPaying: false,
    }),
    {
      quote: async (question, signal) => {
        asked.push({ ...question, signal });
        const quote = question.code === null ? exampleQuote() : appliedQuote(question.code);
        return { is: "quoted", ...quote };
      },
      start: (request) => {
        starts.push(request);
        return new Promise(() => undefined);
      },
      failureOf: () => ({ is: "offline" }),
      changed: () => undefined,
    },
  );
  return { run, asked, starts, close: run.open() };
}

test("G9: twenty edits in half a second are one question, and the last one wins", async () => {
  const { run, asked } = opened();
  await vi.advanceTimersByTimeAsync(0);
  for (let edit = 1; edit <= 20; edit++) {
    run.send({ event: "typed", text: `CODE${edit}` });
    await vi.advanceTimersByTimeAsync(25);
  }
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked.map(({ code }) => code)).toEqual([null, "CODE20"]);
  expect(run.current()).toMatchObject({ is: "ready", code: "CODE20", revision: 1 });
});

test("Enter, blur or paste asks at once and leaves no second question behind", async () => {
  const { run, asked } = opened();
  await vi.advanceTimersByTimeAsync(0);
  run.send({ event: "typed", text: "A" });
  run.send({ event: "code_settled" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked.map(({ code }) => code)).toEqual([null, "A"]);
});

test("the former question is aborted when the next one is asked, and all are when the screen closes", () => {
  const { run, asked, close } = opened();
  run.send({ event: "typed", text: "A" });
  run.send({ event: "code_settled" });
  run.send({ event: "price_chosen", priceId: "plus_year_usd" });
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
  close();
  expect(asked.every(({ signal }) => signal.aborted)).toBe(true);
});

test("two presses are one start, with the total that was shown", async () => {
  const { run, starts } = opened();
  await vi.advanceTimersByTimeAsync(0);
  run.send({ event: "continued", ui: "embedded" });
  run.send({ event: "continued", ui: "embedded" });
  expect(starts).toEqual([
    {
      priceId: "plus_month_usd",
      quantity: 1,
      code: null,
      revision: 0,
      ui: "embedded",
      replace: false,
      shownDueToday: 2_000,
    },
  ]);
});
