import { createServer } from "node:net";
import type { Random } from "./random.ts";

/**
 * Below the ports that systems give to outgoing connections (Linux: from 32768 on): a server that is killed and comes
 * back must not find a connection of somebody else's on its port.
 */
const range = [15_000, 32_000] as const;

/** A port that nobody listens on at this moment. */
export async function freePort(random: Random): Promise<number> {
  for (;;) {
    const port = Math.floor(random.between(...range));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
