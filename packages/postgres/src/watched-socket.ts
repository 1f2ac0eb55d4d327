import { Socket } from "node:net";

/**
 * A connection that ends itself when nothing comes for `silenceMs`, which must be longer than the server may be silent. A fail-over or a firewall can take the other end away without
 * a word; the system would wait a quarter of an hour, and with it every start that needs one of the few decision lanes.
 */
export function openWatchedSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () =>
    socket.destroy(new Error(`The database has been silent for ${silenceMs} ms.`)),
  );
  return socket;
}
