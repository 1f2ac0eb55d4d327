import type { DriftsQuestion } from "../ports/admin-passes.ts";
import type {
  AdminStore,
  AuditQuestion,
  Before,
  EventsQuestion,
  StoryQuestion,
} from "../ports/admin-store.ts";
import type { AuditPage, DriftsPage, EventsPage, StoryPage } from "./admin.ts";
import { driftChanges } from "./drift-changes.ts";
import { driftRemedy } from "./drift-remedy.ts";
import { eventStanding, tellAudit, tellStory } from "./tell-story.ts";

/** A page of an account's story, the latest first. */
export async function storyPage(store: AdminStore, question: StoryQuestion): Promise<StoryPage> {
  const lines = await store.story(question);
  return { lines: lines.map(tellStory), next: nextOf(lines, question.limit) };
}

export async function eventsPage(store: AdminStore, question: EventsQuestion): Promise<EventsPage> {
  const lines = await store.events(question);
  return {
    lines: lines.map((line) => ({ ...line, standing: eventStanding(line) })),
    next: nextOf(lines, question.limit),
  };
}

export async function auditPage(store: AdminStore, question: AuditQuestion): Promise<AuditPage> {
  const lines = await store.audit(question);
  const broken = await store.verifyShown(lines);
  const names = new Map(lines.map(({ accountId, accountName }) => [accountId, accountName]));
  return {
    lines: lines.map((line) => {
      const { accountId, accountName, action, isDeed } = line;
      return { ...tellAudit(line), accountId, accountName, action, isDeed };
    }),
    next: nextOf(lines, question.limit),
    broken: broken.map((one) => ({ ...one, accountName: names.get(one.accountId) ?? null })),
  };
}

/** What a pass has found, each difference in words. */
export async function driftsPage(store: AdminStore, question: DriftsQuestion): Promise<DriftsPage> {
  const lines = await store.drifts(question);
  return {
    lines: lines.map(({ differences, currency, ...line }) => ({
      ...line,
      changes: driftChanges({ differences, currency }),
      remedy: driftRemedy({ ...line, differences }),
      raw: differences,
    })),
    next: nextOf(lines, question.limit),
  };
}

/** Where the next page begins; none after a page that is not full. */
function nextOf(lines: { at: string; id: string }[], limit: number): Before | null {
  const last = lines.at(-1);
  return last === undefined || lines.length < limit ? null : { at: last.at, id: last.id };
}
