import type { Server } from "node:net";
import { z } from "zod";

/** On a free port of this machine alone; answers which. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return z.object({ port: z.number() }).parse(server.address()).port;
}
