import { expect, it } from "vitest";
import { unlabel } from "./relabel.ts";

it("takes the ending off ids, and nothing else that looks like it", () => {
  const state = 'sub_ab active, cs_test_9x2 expired, "payment.refund:pi_x2x #1", x2x@example.com';
  const labelled = state.replaceAll(/\b(?:sub|cs|pi)_\w+/g, (id) => `${id}x2x`);
  expect(unlabel(labelled, "x2x")).toBe(state);
});
