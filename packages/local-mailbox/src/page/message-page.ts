import type { StoredMessage } from "../open-messages.ts";
import { escaped, frame, moment } from "./frame.ts";
import { copies } from "./list-page.ts";

export function messagePage(message: StoredMessage, place: number): string {
  const facts = [
    ["To", escaped(message.to)],
    ["From", escaped(message.from)],
    ["Came", moment(message.firstAtMs)],
    ["Message-ID", escaped(message.id)],
  ].map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`);
  const markup =
    message.html === ""
      ? ""
      : `<iframe title="The e-mail as markup" src="/messages/${place}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  return frame(
    message.subject,
    `<p><a href="/">All messages</a></p>
<h1>${escaped(message.subject)}</h1>
${message.copies === 1 ? "" : `<p>${copies(message)}</p>`}
<dl>${facts.join("")}</dl>
${markup}
<h2 class="quiet" style="font-size:1rem">As text</h2>
<pre>${escaped(message.text)}</pre>`,
  );
}
