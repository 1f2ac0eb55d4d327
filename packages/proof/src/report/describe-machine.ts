import { arch, cpus, platform, release, totalmem } from "node:os";

/** What a figure was measured on: `[name, value]`, for people. */
export function describeMachine(): [string, string][] {
  const cores = cpus();
  return [
    ["Machine", `${cores.length} × ${cores[0]?.model.trim() ?? "unknown core"}`],
    ["Memory", `${Math.round(totalmem() / 2 ** 30)} GB`],
    ["System", `${platform()} ${release()} ${arch()}`],
    ["Node", process.version],
    ["Date", `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`],
  ];
}
