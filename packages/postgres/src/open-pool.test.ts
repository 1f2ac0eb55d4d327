import { expect, test } from "vitest";
import { openPool } from "./open-pool.ts";

test.each([10_000, 120_000, 300_000])(
  "a statement that may take %i ms is not taken for a line that is dead",
  async (mayTakeMs) => {
    const pool = openPool("postgresql://localhost/nowhere", 1, mayTakeMs);
    const { stream } = pool.options;
    const socket = typeof stream === "function" ? stream() : stream;
    expect(socket).toMatchObject({ timeout: mayTakeMs + 5_000 });
    socket?.destroy();
    await pool.end();
  },
);
