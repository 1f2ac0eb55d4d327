import type { EffectLine } from "../ports/admin-store.ts";
import type { EffectInDoubt } from "./admin.ts";
import { tellStory } from "./tell-story.ts";

/** An effect in doubt as a page shows it. */
export function toEffectInDoubt(line: EffectLine): EffectInDoubt {
  const { id, accountId, accountName, kind, at, attempts } = line;
  const { title, standing, raw } = tellStory({ is: "effect", ...line });
  return {
    ...{ id, accountId, accountName, kind, at, attempts, title, raw },
    standing: standing ?? { is: "waiting" },
  };
}
