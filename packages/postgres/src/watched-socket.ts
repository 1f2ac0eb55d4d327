import { Socket } from "node:net";

/** The server ends a statement after 10 s and a waiting transaction after 5 s: longer silence is a line that is dead. */
const silenceMs = 15_000;

/**
 * A connection that ends itself when nothing comes any more. A fail-over or a firewall can take the other end away without
 * a word; the system would wait a quarter of an hour, and with it every start that needs one of the few decision lanes.
 */
export function openWatchedSocket(): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () =>
    socket.destroy(new Error(`The database has been silent for ${silenceMs} ms.`)),
  );
  return socket;
}
