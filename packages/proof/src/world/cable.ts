import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A way to a server that can be cut: what goes through it is not looked at, but for how often a text was asked for. */
export type Cable = {
  url: string;
  /** Ends every connection at once, as a network does that is gone for a moment; new ones are let through. */
  cut(): void;
  /** How many requests have named the text. */
  asked(text: string): number;
} & AsyncDisposable;

export async function layCable(to: string): Promise<Cable> {
  const { hostname, port } = new URL(to);
  const open = new Set<Socket>();
  const sent: string[] = [];
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      socket.on("error", () => socket.destroy());
    }
    near.on("data", (bytes) => sent.push(bytes.toString("latin1")));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    near.pipe(far).pipe(near);
  });
  await once(server.listen(0, hostname), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The cable has no port.");
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://${hostname}:${address.port}`,
    cut,
    asked: (text) => sent.filter((bytes) => bytes.includes(text)).length,
    [Symbol.asyncDispose]: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
