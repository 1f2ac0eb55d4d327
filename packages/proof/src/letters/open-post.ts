import { connect, createServer, type Socket } from "node:net";
import { type Judge, type LocalMailbox, startLocalMailbox } from "@idem/local-mailbox";
import type { ServeConfig } from "@idem/server";
import { listen } from "../world/listen.ts";

export type Post = {
  mailbox: LocalMailbox;
  /** For a server's configuration. */
  mail: NonNullable<ServeConfig["mail"]>;
  /** What the mail server says from now on. */
  judge(judge: Judge): void;
  /** Cuts every connection: what was said and not heard is lost. */
  cut(): void;
  /** While it is down, nobody answers. */
  down(isDown: boolean): void;
  close(): Promise<void>;
};

/** A real mail server, behind a line that can be cut. */
export async function openPost(): Promise<Post> {
  let judging: Judge = async () => null;
  let isDown = false;
  const mailbox = await startLocalMailbox({ port: 0, judge: (...asked) => judging(...asked) });
  const port = Number(new URL(mailbox.smtpUrl).port);
  const lines = new Set<Socket>();
  const door = createServer((near) => {
    if (isDown) return void near.destroy();
    const far = connect(port, "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        lines.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const taken = await listen(door);
  const cut = () => {
    for (const line of lines) line.destroy();
  };
  return {
    mailbox,
    mail: {
      from: "Idem <billing@idem.example>",
      route: { is: "smtp", url: `smtp://127.0.0.1:${taken}` },
    },
    judge: (next) => {
      judging = next;
    },
    cut,
    down: (is) => {
      isDown = is;
      if (is) cut();
    },
    close: async () => {
      cut();
      await new Promise<void>((resolve) => door.close(() => resolve()));
      await mailbox.close();
    },
  };
}
