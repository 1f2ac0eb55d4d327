import { describe, expect, it } from "vitest";
import { shareNext } from "./share-next.ts";

/** Work that ends when it is told to. */
function workshop() {
  const ends: PromiseWithResolvers<void>[] = [];
  const work = () => {
    const end = Promise.withResolvers<void>();
    ends.push(end);
    return end.promise;
  };
  return { work, ends };
}

describe("those who ask at once share the next run", () => {
  it("runs twice for fifty, and the second begins after all of them asked", async () => {
    const { work, ends } = workshop();
    const share = shareNext();
    const first = share("acc_1", work);
    const others = Array.from({ length: 49 }, () => share("acc_1", work));
    expect(ends).toHaveLength(1);
    ends[0]?.resolve();
    await first;
    await Promise.resolve();
    expect(ends).toHaveLength(2);
    ends[1]?.resolve();
    await Promise.all(others);
    expect(ends).toHaveLength(2);
  });

  it("never gives somebody a run that began before they asked", async () => {
    const { work, ends } = workshop();
    const share = shareNext();
    const first = share("acc_1", work);
    const second = share("acc_1", work);
    ends[0]?.resolve();
    await first;
    await Promise.resolve();
    const third = share("acc_1", work);
    ends[1]?.resolve();
    await second;
    await Promise.resolve();
    expect(ends).toHaveLength(3);
    ends[2]?.resolve();
    await third;
  });

  it("keeps accounts apart, and goes on after a failure", async () => {
    const { work, ends } = workshop();
    const share = shareNext();
    const failing = share("acc_1", work);
    const next = share("acc_1", work);
    const other = share("acc_2", work);
    expect(ends).toHaveLength(2);
    ends[1]?.resolve();
    await other;
    ends[0]?.reject(new Error("no answer"));
    await expect(failing).rejects.toThrow("no answer");
    await Promise.resolve();
    ends[2]?.resolve();
    await next;
    const fresh = share("acc_1", work);
    ends[3]?.resolve();
    await fresh;
  });
});
