import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import nodemailer from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LocalMailbox, startLocalMailbox } from "./index.ts";

let statePath: string;
let mailbox: LocalMailbox;
beforeEach(async () => {
  statePath = mkdtempSync(path.join(tmpdir(), "idem-mailbox-"));
  mailbox = await startLocalMailbox({ port: 0, statePath });
});
afterEach(async () => {
  await mailbox.close();
  rmSync(statePath, { recursive: true });
});

const send = (subject: string, messageId: string, html = "<p>Hello</p>") =>
  nodemailer.createTransport(mailbox.smtpUrl).sendMail({
    from: "Idem <billing@idem.local>",
    to: "pat@example.com",
    subject,
    text: "Hello",
    html,
    messageId,
    date: new Date(0),
    baseBoundary: "fixed",
  });
const page = async (at = "/") => (await fetch(mailbox.url + at)).text();

test("a second one with the same Message-ID is the same message, and is counted", async () => {
  await send("First", "<1@idem.local>");
  await send("Second", "<2@idem.local>");
  await send("First", "<1@idem.local>");
  expect(mailbox.messages().map(({ id, copies, isSame }) => [id, copies, isSame])).toEqual([
    ["<2@idem.local>", 1, true],
    ["<1@idem.local>", 2, true],
  ]);
  await send("First, in other words", "<1@idem.local>");
  expect(mailbox.messages().at(-1)).toMatchObject({ copies: 3, isSame: false, subject: "First" });
});

test("it is there after a restart, also when the last line was cut short", async () => {
  await send("Kept", "<1@idem.local>");
  await mailbox.close();
  appendFileSync(path.join(statePath, "messages.jsonl"), '{"atMs":1,"raw":"Subj');
  mailbox = await startLocalMailbox({ port: 0, statePath });
  await send("Later", "<2@idem.local>");
  await mailbox.close();
  mailbox = await startLocalMailbox({ port: 0, statePath });
  expect(mailbox.messages().map(({ subject }) => subject)).toEqual(["Kept", "Later"]);
});

test("the page lists them, the latest first, and shows one without letting it run anything", async () => {
  expect(await page()).toContain("No e-mail has come yet");
  await send("Older", "<1@idem.local>");
  await send("<script>alert(1)</script>", "<2@idem.local>", "<script>alert(1)</script>");
  const list = await page();
  expect(list).toContain("2 messages");
  expect(list).not.toContain("<script>");
  expect(list.indexOf("&lt;script&gt;")).toBeLessThan(list.indexOf("Older"));
  expect(await page("/messages/1")).toContain("pat@example.com");
  const markup = await fetch(`${mailbox.url}/messages/2/html`);
  expect(markup.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
  expect((await fetch(`${mailbox.url}/messages/3`)).status).toBe(404);
});

test("it says no in a mail server's words when it is told to", async () => {
  const strict = await startLocalMailbox({
    port: 0,
    judge: async (moment) =>
      moment === "recipient" ? { code: 450, text: "Try again later." } : null,
  });
  const transport = nodemailer.createTransport(strict.smtpUrl);
  const sending = transport.sendMail({ from: "a@idem.local", to: "b@idem.local", text: "x" });
  await expect(sending).rejects.toMatchObject({ responseCode: 450 });
  expect(strict.messages()).toEqual([]);
  await strict.close();
});
