import { type DueNotice, type Ports, sweepEffects, tellWhenDue } from "@idem/billing";
import { decideCardNotice, decideTrialNotice } from "@idem/domain";
import { type Database, findEndingTrials, findExpiringCards } from "@idem/postgres";
import type { Task } from "./create-worker.ts";
import { everyHour } from "./every.ts";

/** Tasks of their own: a mail server that is slow holds up e-mails and nothing else. */
export const createMailTasks = (
  ports: Ports,
  prisma: Database["prisma"],
): Record<string, Task> => ({
  "e-mails": () => sweepEffects(ports, "mail"),
  cards: hourly(ports, { find: findExpiringCards(prisma), decide: decideCardNotice }),
  trials: hourly(ports, { find: findEndingTrials(prisma), decide: decideTrialNotice }),
});

const hourly = (ports: Ports, notice: DueNotice): Task =>
  everyHour(() => tellWhenDue(ports, notice), ports.nowMs);
