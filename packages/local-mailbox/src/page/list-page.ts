import type { StoredMessage } from "../open-messages.ts";
import { escaped, frame, moment } from "./frame.ts";

/** All messages, the latest first. */
export function listPage(all: readonly StoredMessage[]): string {
  const count = all.length === 1 ? "1 message" : `${all.length} messages`;
  const items = all.map((message, index) => item(message, index + 1)).toReversed();
  return frame(
    `Mailbox: ${count}`,
    `<h1>Mailbox</h1>
<p class="quiet">${count}. Nothing leaves this machine: e-mails to any address end here.</p>
${items.length === 0 ? "<p>No e-mail has come yet. Buy a plan, or ask for a new password.</p>" : `<ul>${items.join("\n")}</ul>`}`,
  );
}

const item = (message: StoredMessage, place: number): string => `<li><a href="/messages/${place}">
<span class="row"><strong>${escaped(message.subject)}</strong> ${copies(message)}</span>
<span class="row quiet"><span>${escaped(message.to)}</span> <span>${moment(message.lastAtMs)}</span></span>
</a></li>`;

/** The same Message-ID more than once is the same message: sent again because nobody knew whether it had arrived. */
export const copies = ({ copies: count }: StoredMessage): string =>
  count === 1 ? "" : `<span class="tag">came ${count} times</span>`;
