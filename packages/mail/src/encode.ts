import { createHash } from "node:crypto";
import type { FrozenRequest, IntentOf } from "@idem/billing";
import { slotOf } from "@idem/domain";
import { letterFor } from "./letters/letter-for.ts";
import { messageOf } from "./message.ts";

/**
 * The e-mail of an intent, written out: text, links and Message-ID are frozen in the journal, so that a later version of
 * the letters, or another sender's address, cannot make a second e-mail of it. The Message-ID comes from the effect's slot:
 * the same news is the same message, also in another generation and from another node.
 */
export function encode(
  intent: IntentOf<"mail">,
  { from, publicUrl }: { from: string; publicUrl: string },
): FrozenRequest {
  const id = createHash("sha256").update(slotOf(intent)).digest("hex").slice(0, idLength);
  const letter = letterFor(intent.notice, `${publicUrl}/billing?account=${intent.accountId}`);
  return {
    method: "POST",
    path: "/emails",
    params: messageOf(letter, { from, to: intent.to, id }),
  };
}

/** 160 bits: no two e-mails share one by chance. */
const idLength = 40;
