import { createServer } from "node:net";

/** A port on 127.0.0.1 that was free a moment ago; whoever takes it must be ready to lose the race. */
export async function freePort(): Promise<number> {
  const port = await tryListening(0, "127.0.0.1");
  if (port === null) throw new Error("This machine has no free port.");
  return port;
}

/** Whether the port could be taken a moment ago: for a sentence before work is begun, not for certainty. */
export async function isPortFree(port: number, host: string): Promise<boolean> {
  return (await tryListening(port, host)) !== null;
}

function tryListening(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === "object" && address !== null ? address.port : null;
      server.close(() => resolve(taken));
    });
  });
}
