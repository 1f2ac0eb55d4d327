import type { TransitionPort } from "./ports.ts";
import { goesTo } from "./systems.ts";

/**
 * Where no e-mails are sent, none are written down: they would wait for ever, and go out all at once on the day on which
 * somebody sets up a mail server.
 */
export const withoutLetters =
  (transition: TransitionPort): TransitionPort =>
  (focus, decide) =>
    transition(focus, (state, settled) => {
      const decision = decide(state, settled);
      return { ...decision, effects: decision.effects.filter((effect) => !goesTo("mail", effect)) };
    });
