import { z } from "zod";
import type { Letter } from "./letters/letter.ts";
import { htmlOf, textOf } from "./letters/render-letter.ts";

/** An e-mail as it is frozen in the journal: every sending of it says the same. */
export const messageSchema = z.object({
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** With its angle brackets, as it stands in the header. */
  messageId: z.string(),
});

export type Message = z.infer<typeof messageSchema>;

/** `id` becomes the left half of the Message-ID; its right half is the domain of the sender, as RFC 5322 3.6.4 advises. */
export const messageOf = (
  letter: Letter,
  { from, to, id }: { from: string; to: string; id: string },
): Message => ({
  from,
  to,
  subject: letter.subject,
  text: textOf(letter),
  html: htmlOf(letter),
  messageId: `<${id}@${domainOf(from)}>`,
});

const domainOf = (from: string): string => /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
