import { tellWhenDue } from "@idem/billing";
import { decideCardNotice, decideTrialNotice } from "@idem/domain";
import { openMail } from "@idem/mail";
import { createLane, createTransition, findEndingTrials, findExpiringCards } from "@idem/postgres";
import { encode } from "../simulator/stripe/encode.ts";
import type { World } from "../world/start-world.ts";

const mail = openMail({
  from: "Idem <billing@idem.example>",
  publicUrl: "https://idem.example",
  route: { is: "smtp", url: "smtp://127.0.0.1:9" },
});

const passes = {
  cards: { finder: findExpiringCards, decide: decideCardNotice },
  trials: { finder: findEndingTrials, decide: decideTrialNotice },
};

/** A pass that each node makes once an hour, at another time than now. What it writes down, nodes send. */
export async function lookAhead(
  { prisma }: World,
  pass: keyof typeof passes,
  atMs: number,
): Promise<void> {
  const { finder, decide } = passes[pass];
  const transition = createTransition(prisma, {
    encode: (intent) =>
      intent.kind === "email.send" ? mail.system.encode(intent) : encode(intent),
    lane: createLane(2),
    now: () => new Date(),
  });
  await tellWhenDue({ transition, nowMs: () => atMs }, { find: finder(prisma), decide });
}
