import { serve } from "@idem/server";
import { expect, it } from "vitest";
import { openFaultProxy } from "../chaos/fault-proxy.ts";
import { createRandom } from "../chaos/random.ts";
import { signUp } from "../world/sign-up.ts";
import { start } from "../world/start.ts";
import { startWorld } from "../world/start-world.ts";
import { until } from "../world/until.ts";

it("G11: connections to the database go silent, as after a fail-over that nobody was told of: the node serves again within 30 s", async () => {
  await using opened = new AsyncDisposableStack();
  const world = await startWorld({ webhooks: false });
  opened.defer(world.close);
  const address = new URL(world.databaseUrl);
  const wire = await openFaultProxy(() => Number(address.port), createRandom(1));
  opened.defer(wire.close);
  const databaseUrl = new URL(address);
  databaseUrl.port = String(wire.port);
  const node = await serve({ ...world.config, databaseUrl: databaseUrl.href });
  opened.defer(node.close);
  const person = { ...(await signUp(node.url)), url: node.url };
  // The pool fills up.
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => start(person, { attempt: `attempt-${index}` })),
  );

  wire.silence();
  const beganMs = performance.now();
  const answer = await until(
    "a start is answered",
    () => Promise.any(Array.from({ length: 3 }, () => start(person))).catch(() => null),
    { withinMs: 50_000 },
  );
  expect(answer.is).toBe("ready");
  expect(performance.now() - beganMs).toBeLessThan(30_000);
}, 90_000);
