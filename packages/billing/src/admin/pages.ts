import type {
  AdminStore,
  AuditQuestion,
  Before,
  EventsQuestion,
  StoryQuestion,
} from "../ports/admin-store.ts";
import type { AuditPage, EventsPage, StoryPage } from "./admin.ts";
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
  return {
    lines: lines.map((line) => {
      const { accountId, accountName, action } = line;
      return { ...tellAudit(line), accountId, accountName, action };
    }),
    next: nextOf(lines, question.limit),
  };
}

/** Where the next page begins; none after a page that is not full. */
function nextOf(lines: { at: string; id: string }[], limit: number): Before | null {
  const last = lines.at(-1);
  return last === undefined || lines.length < limit ? null : { at: last.at, id: last.id };
}
