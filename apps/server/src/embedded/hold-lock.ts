import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export type HeldLock = { is: "held"; release(): Promise<void> };
export type LockedBy = { is: "taken"; pid: string };

/**
 * Takes the folder for this process, or says which process has it. The lock is a listening socket, so it ends with
 * its process however that ends: `kill -9` leaves nothing behind that a later start could mistake for a holder.
 */
export async function holdLock(folder: string): Promise<HeldLock | LockedBy> {
  const address = socketAddress(realpathSync(folder));
  const server = createServer((socket) => socket.on("error", () => {}).end(String(process.pid)));
  server.unref();
  // Twice: the first attempt may meet the socket file of a process that is gone (not on Linux, which has no file).
  for (const attempt of ["first", "after clearing"] as const) {
    if (await listen(server, address)) return { is: "held", release: () => close(server) };
    const pid = await askHolder(address);
    if (pid !== null || attempt === "after clearing") return { is: "taken", pid: pid ?? "unknown" };
    if (!address.startsWith("\0")) rmSync(address, { force: true });
  }
  return { is: "taken", pid: "unknown" };
}

function socketAddress(folder: string): string {
  const name = `idem-${createHash("sha256").update(folder).digest("hex").slice(0, 32)}`;
  return process.platform === "linux" ? `\0${name}` : path.join(tmpdir(), `${name}.sock`);
}

function listen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(false) : reject(error),
    );
    server.listen(address, () => resolve(true));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function askHolder(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    let pid = "";
    connect(address)
      .setEncoding("utf8")
      .on("data", (text: string) => {
        pid += text;
      })
      .on("end", () => resolve(pid))
      .on("error", () => resolve(null));
  });
}
