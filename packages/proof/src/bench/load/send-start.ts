import { Agent, request } from "node:http";
import { nameHeader } from "../arms/name-header.ts";
import type { Start } from "./orders.ts";

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
/** Longer than any browser's user waits. */
const patienceMs = 60_000;

/** Sends one start; answers what went wrong, or `null`. */
export function sendStart(url: string, start: Start, answerHas: string): Promise<string | null> {
  return new Promise((resolve) => {
    const sent = request(`${url}${start.path}`, {
      method: "POST",
      agent,
      timeout: patienceMs,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(start.body),
        ...start.headers,
        [nameHeader]: start.name,
      },
    });
    sent.on("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () =>
        resolve(text.includes(answerHas) ? null : `${answer.statusCode} ${text.slice(0, 300)}`),
      );
      answer.on("error", (error) => resolve(error.message));
    });
    sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.on("error", (error) => resolve(error.message));
    sent.end(start.body);
  });
}
