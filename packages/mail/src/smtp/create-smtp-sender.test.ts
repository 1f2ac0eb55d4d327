import { createServer, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { createSmtpSender } from "./create-smtp-sender.ts";

const sending = {
  message: {
    from: "Idem <billing@mail.example>",
    to: "pat@example.com",
    subject: "Receipt for ¥1,234",
    text: "Thank you.\n",
    html: "<p>Thank you.</p>",
    messageId: "<abc@mail.example>",
  },
  key: "idem_1",
  atMs: Date.UTC(2026, 10, 22, 12),
};

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

/** A real mail server that answers as it is told. */
async function server(options: SMTPServerOptions, arrived: string[] = []): Promise<string> {
  const smtp = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onData: (stream, _session, answer) => {
      let raw = "";
      stream.on("data", (chunk: Buffer) => {
        raw += chunk.toString();
      });
      stream.on("end", () => {
        arrived.push(raw);
        answer();
      });
    },
    ...options,
  });
  smtp.on("error", () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  opened.push(() => smtp.close());
  const address = smtp.server.address();
  return `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

/** A socket that speaks as it is told, and then does. */
async function socket(talk: (socket: Socket) => void): Promise<string> {
  const listening = createServer((one) => {
    one.on("error", () => undefined);
    talk(one);
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  opened.push(() => listening.close());
  const address = listening.address();
  return `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

const no = (responseCode: number) => Object.assign(new Error("in words"), { responseCode });

describe("an e-mail over SMTP", () => {
  it("is the same bytes each time it is sent, with its own date and Message-ID", async () => {
    const arrived: string[] = [];
    const send = createSmtpSender(await server({}, arrived));
    expect(await send(sending)).toEqual({
      is: "done",
      result: { id: "<abc@mail.example>" },
      how: "sent",
    });
    await send({ ...sending, key: "another key" });
    expect(arrived).toHaveLength(2);
    expect(arrived[1]).toBe(arrived[0]);
    expect(arrived[0]).toContain("Message-ID: <abc@mail.example>");
    expect(arrived[0]).toContain("Date: Sun, 22 Nov 2026 12:00:00 +0000");
    expect(arrived[0]).toContain("Auto-Submitted: auto-generated");
  });

  it.each([
    ["this address: 550", 550, "refused"],
    ["this address: 450, try again", 450, "unknown"],
    ["the mailbox is full for now: 452", 452, "unknown"],
  ] as const)("G4: a mail server's no to %s", async (_, code, is) => {
    const url = await server({ onRcptTo: (_address, _session, answer) => answer(no(code)) });
    expect(await createSmtpSender(url)(sending)).toMatchObject({ is });
  });

  it.each([
    ["554", 554, "refused"],
    ["451", 451, "unknown"],
  ] as const)("G4: a mail server's no to the message: %s", async (_, code, is) => {
    const url = await server({
      onData: (stream, _session, answer) => {
        stream.resume().on("end", () => answer(no(code)));
      },
    });
    expect(await createSmtpSender(url)(sending)).toMatchObject({ is });
  });

  it("G4: what is said of us, and not of the message, is no refusal of it", async () => {
    const blocked = await socket((one) => one.end("554 5.7.1 You are on a list\r\n"));
    expect(await createSmtpSender(blocked)(sending)).toMatchObject({ is: "unknown" });
    const wrong = await server({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, answer) => answer(no(535)),
    });
    const withLogin = wrong.replace("smtp://", "smtp://me:hunter2@");
    const answer = await createSmtpSender(withLogin)(sending);
    expect(answer).toMatchObject({ is: "unknown" });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  });

  it("G4: a cut after the message was sent is unknown", async () => {
    const url = await socket((one) => {
      const answers = ["250 hello", "250 ok", "250 ok", "354 go on"];
      let message = "";
      one.write("220 ready\r\n");
      one.on("data", (chunk) => {
        const next = answers.shift();
        if (next !== undefined) return void one.write(`${next}\r\n`);
        message += chunk.toString();
        if (message.endsWith("\r\n.\r\n")) one.destroy();
      });
    });
    expect(await createSmtpSender(url)(sending)).toMatchObject({ is: "unknown" });
  });

  it("G4: nobody there is unknown", async () => {
    const url = await socket((one) => one.destroy());
    expect(await createSmtpSender(url)(sending)).toMatchObject({ is: "unknown" });
    expect(await createSmtpSender("smtp://127.0.0.1:9")(sending)).toMatchObject({ is: "unknown" });
  });

  it("an address that cannot be one is refused before anything is sent", async () => {
    const arrived: string[] = [];
    const send = createSmtpSender(await server({}, arrived));
    const answer = await send({ ...sending, message: { ...sending.message, to: "nobody" } });
    expect(["refused", "done"]).toContain(answer.is);
  });
});
