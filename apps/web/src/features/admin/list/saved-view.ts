import { z } from "zod";

const place = "idem-admin-views";

const savedView = z.object({
  name: z.string().min(1).max(60),
  search: z.record(z.string(), z.string()),
});

export type SavedView = z.infer<typeof savedView>;

/** Kept in this browser: a view is an address, so whoever should have it as well is sent that. */
export function readSavedViews(): SavedView[] {
  try {
    return z.array(savedView).parse(JSON.parse(localStorage.getItem(place) ?? "[]"));
  } catch {
    return [];
  }
}

export const keepSavedViews = (views: SavedView[]): void =>
  localStorage.setItem(place, JSON.stringify(views));
