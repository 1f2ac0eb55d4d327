import { describe, expect, it } from "vitest";
import { type ImportCase, type ImportClaim, judgeImport } from "./judge-import.ts";

const claim = (changes: Partial<ImportClaim> = {}): ImportClaim => ({
  customerId: "cus_1",
  by: "verified e-mail",
  liveSubscriptions: 1,
  isMarked: false,
  ...changes,
});
const found = (changes: Partial<ImportCase> = {}): ImportCase => ({
  owner: { is: "user", id: "user1" },
  accountId: null,
  storedId: null,
  claims: [claim()],
  ...changes,
});
const leave = { several: "leave" } as const;
const second = claim({ customerId: "cus_2", by: "user in metadata" });

describe("G10: what an import does about one owner", () => {
  it("G10: one customer of one owner is adopted", () => {
    expect(judgeImport(found(), leave)).toEqual({ is: "adopt", claims: [claim()] });
  });

  it("G10: several are left to people, or to the order by which the doctor chooses", () => {
    const both = found({ claims: [claim(), second] });
    expect(judgeImport(both, leave)).toEqual({
      is: "ambiguous",
      words: "2 customers: cus_1 (verified e-mail), cus_2 (user in metadata).",
    });
    expect(judgeImport(both, { several: "survivor" })).toMatchObject({ is: "adopt" });
  });

  it("G10: whose adoption would end a subscription is left to people, whatever was asked for", () => {
    const crowded = found({ claims: [claim({ liveSubscriptions: 2 })] });
    expect(judgeImport(crowded, { several: "survivor" })).toMatchObject({ is: "ambiguous" });
  });

  it("G10: a row keeps what it names, and what was cut off is finished", () => {
    const stored = { accountId: "acc_1", storedId: "cus_1" } as const;
    const own = claim({ by: "our row", isMarked: true });
    expect(judgeImport(found({ ...stored, claims: [own] }), leave)).toEqual({ is: "adopted" });
    expect(
      judgeImport(found({ ...stored, claims: [{ ...own, isMarked: false }] }), leave),
    ).toMatchObject({ is: "adopt" });
    expect(judgeImport(found({ ...stored, claims: [own, second] }), leave)).toEqual({
      is: "ambiguous",
      words: "The account has cus_1 already, and there is cus_2 (user in metadata).",
    });
    const retired = { ...second, isMarked: true };
    expect(judgeImport(found({ ...stored, claims: [own, retired] }), leave)).toEqual({
      is: "adopted",
    });
  });
});
