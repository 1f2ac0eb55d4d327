import type { IntentOf, System } from "@idem/billing";
import { encode } from "./encode.ts";

/** For a process that writes e-mails down and leaves the sending of them to others, such as a command. */
export const writeLetters = (sender: Parameters<typeof encode>[1]): System<IntentOf<"mail">> => ({
  encode: (intent) => encode(intent, sender),
  send: async () => ({ is: "unknown", cause: "e-mails are sent by the nodes" }),
  look: async () => ({ is: "blind" }),
});
