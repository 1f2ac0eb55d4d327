import type { Pass } from "@idem/billing";
import { expect, test } from "vitest";
import { createProgress } from "./progress.ts";

const pass: Pass = {
  id: "a",
  askedBy: "a test",
  state: "RUNNING",
  stage: "subscriptions",
  cursor: null,
  page: 0,
  expected: 200_000,
  listed: 50_000,
  looks: 12,
  inFlight: 0,
  inSync: null,
  healed: 3,
  kept: 1,
  missedWebhooks: 0,
  startedAtMs: 0,
  finishedAtMs: null,
  lastEventAtMs: null,
  note: null,
};

test("how far a pass is, how fast it goes since we watch it, and how long it will take", () => {
  let nowMs = 0;
  const line = createProgress(() => nowMs);
  expect(line(pass, "worked")).toBe("subscriptions: 50,000 of about 200,000 · 12 looks · 4 found");
  nowMs = 10_000;
  expect(line({ ...pass, listed: 60_000 }, "worked")).toBe(
    "subscriptions: 60,000 of about 200,000 · 1,000/s · 3 min left · 12 looks · 4 found",
  );
  expect(line({ ...pass, stage: "looks", listed: 210_000 }, "waiting")).toBe(
    "looks: 210,000 of about 210,000 · 12 looks · 4 found · waiting for the second look",
  );
  expect(line(pass, "idle")).toContain("another node is at it");
});
