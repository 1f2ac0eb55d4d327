import { createServer } from "node:http";
import { expect, test } from "vitest";
import { run } from "./run.ts";

type Answers = Record<string, { status: number; body: unknown }>;

/** Runs one command line against a server that gives these answers, at `URL`; `null`: nobody listens there. */
async function runAgainst(answers: Answers | null, line: string[], token: string | null = null) {
  const server = createServer(({ url = "" }, response) => {
    const { status, body } = answers?.[url] ?? { status: 404, body: null };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  if (answers === null) await close();
  const said: string[] = [];
  const say = (text: string) => said.push(text);
  const url = `http://127.0.0.1:${port}`;
  const words = line.map((word) => (word === "URL" ? url : word));
  const exitCode = await run(words, {
    url,
    token,
    write: say,
    complain: say,
    progress: () => {},
    confirm: async () => true,
    deployment: {
      databaseUrl: null,
      stripeKey: null,
      stripeApiBase: null,
      publicUrl: null,
      mailFrom: null,
      callsPerSecond: null,
    },
    untilStopped: () => new AbortController().signal,
  });
  if (answers !== null) await close();
  return { exitCode, said: said.join("\n") };
}

const alive = { status: 200, body: { status: "alive" } };

test("status: ready is 0, alive and not ready is 1", async () => {
  const ready = { status: "ready", database: "up", stripe: "test" };
  expect(
    await runAgainst({ "/healthz": alive, "/readyz": { status: 200, body: ready } }, ["status"]),
  ).toMatchObject({ exitCode: 0, said: expect.stringContaining("is ready · database up") });
  const down = { status: "not_ready", database: "down", stripe: "test" };
  const answers = { "/healthz": alive, "/readyz": { status: 503, body: down } };
  const { exitCode, said } = await runAgainst(answers, ["status", "--json"]);
  expect(exitCode).toBe(1);
  expect(JSON.parse(said)).toMatchObject(down);
});

test("what cannot be asked is 2, with the reason in one line", async () => {
  const nobody = await runAgainst(null, ["status"]);
  expect(nobody).toMatchObject({ exitCode: 2, said: expect.stringMatching(/ECONNREFUSED/) });
  expect(nobody.said.split("\n")).toHaveLength(1);
  expect(await runAgainst({}, ["status"])).toMatchObject({
    exitCode: 2,
    said: expect.stringMatching(/is no Idem/),
  });
});

test("a command that is not understood is 2, and asking for help is 0", async () => {
  expect((await runAgainst({}, ["destroy"])).exitCode).toBe(2);
  expect((await runAgainst({}, ["billing"])).said).toMatch(/IDEM_TOKEN/);
  expect((await runAgainst({}, ["reconcile"])).said).toMatch(/DATABASE_URL/);
  const badId = await runAgainst({}, ["billing", "--account", "cus_1"], "a token");
  expect(badId).toMatchObject({ exitCode: 2, said: expect.stringContaining("acc_") });
  expect(await runAgainst({}, ["--help"])).toMatchObject({
    exitCode: 0,
    said: expect.stringContaining("Exit codes"),
  });
});

test("a flag that would do nothing, or the opposite of another, is not understood", async () => {
  const refused = async (...line: string[]) => {
    const { exitCode, said } = await runAgainst({}, line);
    expect(exitCode).toBe(2);
    return said;
  };
  expect(await refused("reconcile", "--url", "URL")).toMatch(/unknown option '--url'/);
  expect(await refused("audit", "--url", "URL")).toMatch(/unknown option '--url'/);
  const table = ["--table", "tenants", "--owner", "owner_email"];
  for (const line of [
    ["doctor", "apply"],
    ["doctor", "undo"],
    ["doctor", "legacy", ...table],
    ["doctor", "guard", ...table],
    ["import"],
  ])
    expect(await refused(...line, "--dry-run", "--execute")).toMatch(
      /'--dry-run' cannot be used with option '--execute'/,
    );
  const verify = await refused("doctor", "legacy", ...table, "--verify", "--undo", "run_1");
  expect(verify).toMatch(/'--verify' cannot be used with option '--undo/);
});

test("doctor --url: as an admin, without options of its own check, and about plans that there are", async () => {
  const ask = (...line: string[]) => ["doctor", ...line, "--url", "URL"];
  expect((await runAgainst({}, ask("check"))).said).toMatch(/IDEM_TOKEN/);
  const answers = {
    "/api/trpc/admin.duplicates.plans": { status: 200, body: { result: { data: [] } } },
    [`/api/trpc/admin.duplicates.findings?input=${encodeURIComponent('{"invariant":null}')}`]: {
      status: 200,
      body: { result: { data: null } },
    },
  };
  const said = async (...line: string[]) => {
    const answer = await runAgainst(answers, ask(...line), "a token");
    expect(answer.exitCode).toBe(2);
    return answer.said;
  };
  expect(await said("check", "--grace", "60")).toMatch(/--grace/);
  expect(await said("check")).toMatch(/checked nobody yet/);
  expect(await said("plan", "--reason", "a test", "--limit", "3")).toMatch(/--limit/);
  expect(await said("apply")).toMatch(/There is no plan yet/);
  expect(await said("undo", "plan_1")).toMatch(/plan_1 is not among/);
});
