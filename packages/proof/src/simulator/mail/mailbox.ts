import type { IntentOf, Permit } from "@idem/billing";
import { slotOf } from "@idem/domain";
import type { Sim } from "../sim.ts";

/** What a mail server has got, by what it tells of: it takes everything, and knows no keys. */
export type Mailbox = Map<string, { content: string; copies: number }>;

/** One e-mail arrives. Twice is possible, where nobody knew that it had; twice with other words is not. */
export function arrive(sim: Sim, { intent, request }: Permit<IntentOf<"mail">>): void {
  const { mailbox, tables, violations } = sim;
  const slot = slotOf(intent);
  const content = JSON.stringify(request);
  const known = mailbox.get(slot);
  if (known && known.content !== content)
    violations.push(`G4: ${slot} was sent twice, in other words the second time.`);
  if (![...tables.effects.values()].some((row) => row.slot === slot))
    violations.push(`G4: ${slot} was sent, and nobody had written it down.`);
  mailbox.set(slot, { content, copies: (known?.copies ?? 0) + 1 });
}
