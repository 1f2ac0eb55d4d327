import { type Doctor, examine } from "@idem/billing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freshDatabase } from "../world/fresh-database.ts";
import { unwatched } from "./check-all.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";
import { admit, admitHealthy, link, makeCustomer, subscribe, sync } from "./patient.ts";
import { netPaid, photograph } from "./photograph.ts";
import { beginDoctor } from "./run-doctor.ts";

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
});
afterAll(() => clinic[Symbol.asyncDispose]());

/** Each command is a process of its own, and starts in seconds where two cores run everything else as well. */
const tenProcessesMs = 150_000;

const doctor = async (...line: string[]) => beginDoctor(clinic, line).ended;
const jsonLines = (out: string): unknown[] =>
  out
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

describe("G10: one account with two customers that both pay, and one that is well", () => {
  it(
    "G10: check, plan, dry run, apply, verify and undo, as a shell sees them",
    async () => {
      const well = await admitHealthy(clinic, 1);
      const before = await photograph(clinic, [well]);
      expect(await doctor("check")).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Healthy/),
      });

      const ill = await admitHealthy(clinic, 2);
      const younger = await makeCustomer(clinic, ill);
      const second = await subscribe(clinic, younger.id);
      for (const [id, amount] of [
        [ill.customerId, -1_000],
        [younger.id, -700],
      ] as const)
        await clinic.stripe.customers.createBalanceTransaction(id, { amount, currency: "usd" });
      await sync(clinic, ill);

      const checked = await doctor("check", "--json");
      expect(checked.code).toBe(1);
      expect(jsonLines(checked.out)).toMatchObject([
        { subject: ill.accountId, invariant: "one_customer" },
        { subject: ill.accountId, invariant: "one_live_subscription" },
        { findings: 2, looks: 1 },
      ]);

      const planned = await doctor("plan", "--reason", "two tabs in May");
      expect(planned.code).toBe(1);
      expect(planned.out).toContain("Nothing was changed.");
      const planId = /plan_[0-9a-f-]+/.exec(planned.out)?.[0] ?? "";
      const dry = await doctor("apply", planId);
      expect(dry).toMatchObject({ code: 1, out: expect.stringContaining("with --execute") });
      expect((await clinic.stripe.subscriptions.retrieve(second.id)).status).toBe("active");

      expect(await doctor("apply", planId, "--execute")).toMatchObject({ code: 0, err: "" });
      expect(await doctor("verify", planId)).toMatchObject({ code: 0 });
      expect(await doctor("check")).toMatchObject({ code: 0 });
      const both = [ill.customerId, younger.id];
      expect(await netPaid(clinic, both)).toBe(2_000);
      const left = await Promise.all(
        both.map(async (customer) => (await clinic.stripe.subscriptions.list({ customer })).data),
      );
      expect(left.flat()).toHaveLength(1);
      const row = await clinic.prisma.customer.findUniqueOrThrow({
        where: { accountId: ill.accountId },
      });
      const [kept, retired] = await Promise.all(
        [row.stripeCustomerId, both.find((id) => id !== row.stripeCustomerId) ?? ""].map((id) =>
          clinic.stripe.customers.retrieve(id),
        ),
      );
      expect(kept).toMatchObject({ id: ill.customerId, balance: -1_700 });
      expect(retired).toMatchObject({
        balance: 0,
        metadata: { idem_retired_into: row.stripeCustomerId },
      });

      const asked = await postsDuring(() => doctor("apply", planId, "--execute"));
      expect(asked).toMatchObject({ result: { code: 0 }, posts: [] });

      const undone = await doctor("undo", planId, "--execute");
      expect(undone.code).toBe(1);
      expect(undone.out).toMatch(/\d+ undone, \d+ kept/);
      expect(await clinic.stripe.customers.retrieve(retired?.id ?? "")).toMatchObject({
        balance: -700,
        metadata: { accountId: ill.accountId },
      });
      expect(await clinic.stripe.customers.retrieve(ill.customerId)).toMatchObject({
        balance: -1_000,
      });
      expect(await netPaid(clinic, both)).toBe(2_000);
      const story = await clinic.prisma.auditEvent.findMany({
        where: { accountId: ill.accountId, source: "doctor" },
      });
      expect(story.map(({ action }) => action)).toEqual(
        expect.arrayContaining([
          "repair.begun",
          "customer.marked",
          "balance.adjusted",
          "repair.undone",
        ]),
      );
      expect(story.every(({ requestId }) => requestId === planId)).toBe(true);
      expect(story.find(({ action }) => action === "repair.begun")?.reason).toBe("two tabs in May");

      expect(await photograph(clinic, [well])).toEqual(before);
    },
    tenProcessesMs,
  );
});

describe("G10: what changes between the plan and its execution", () => {
  it("G10: an account that has changed since it was planned is left as it is", async () => {
    const patient = await admit(clinic, 3);
    const first = await makeCustomer(clinic, patient);
    await link(clinic, patient, first.id);
    await makeCustomer(clinic, patient);
    const planned = await doctor("plan", "--reason", "a test", "--only", "one_customer");
    const planId = /plan_[0-9a-f-]+/.exec(planned.out)?.[0] ?? "";
    const steps = await clinic.prisma.doctorStep.findMany({
      where: { planId, accountId: patient.accountId },
    });
    const retired = steps.map(({ step }) => retirement.safeParse(step).data).find(Boolean);
    const id = retired?.customerId ?? "";
    // The one that was to be retired buys.
    await subscribe(clinic, id);
    const applied = await doctor("apply", planId, "--execute");
    expect(applied).toMatchObject({ code: 1, out: expect.stringMatching(/\d+ skipped/) });
    expect(await clinic.stripe.customers.retrieve(id)).toMatchObject({
      metadata: { accountId: patient.accountId },
    });
    expect((await clinic.stripe.subscriptions.list({ customer: id })).data).toHaveLength(1);
  });
});

describe("G10: what changes between two looks", () => {
  it("G10: a purchase that is just being written down is no finding where two looks are asked for; with one it is", async () => {
    const { doctor } = clinic.opened;
    const patient = await admit(clinic, 4);
    const { id } = await makeCustomer(clinic, patient);
    await link(clinic, patient, id);
    await subscribe(clinic, id);
    let nowMs = 0;
    const hurried: Doctor = {
      ...doctor,
      ports: {
        ...doctor.ports,
        nowMs: () => nowMs,
        pause: async (ms) => {
          nowMs += ms;
          await sync(clinic, patient);
        },
      },
    };
    const isFound = async (graceMs: number): Promise<boolean> => {
      const subjects: string[] = [];
      await examine(
        hurried,
        { askedBy: "a test", only: ["paid_is_entitled"], limit: null, graceMs },
        {
          ...unwatched,
          onFound: async ({ findings }) => {
            subjects.push(...findings.map(({ subject }) => subject));
          },
        },
      );
      return subjects.includes(patient.accountId);
    };
    expect(await isFound(0)).toBe(true);
    expect(await isFound(60_000)).toBe(false);
  });
});

const retirement = z.object({
  customerId: z.string(),
  metadata: z.object({ idem_retired_into: z.string() }),
});

/** What was asked of Stripe meanwhile, as far as it changes anything. */
async function postsDuring<T>(work: () => Promise<T>): Promise<{ result: T; posts: string[] }> {
  const posts: string[] = [];
  clinic.door.watch(async (moment, { method, path }) => {
    if (moment === "before" && method !== "GET") posts.push(`${method} ${path}`);
  });
  return { result: await work(), posts };
}
