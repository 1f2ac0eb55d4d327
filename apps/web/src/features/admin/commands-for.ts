import { paletteTexts } from "../../texts/admin/palette.ts";
import { isId } from "./list/list-search.ts";
import type { SavedView } from "./list/saved-view.ts";
import { pages } from "./pages.ts";
import type { AdminPage } from "./to-admin.ts";

/** A way somewhere; an id has to be looked up first. */
export type Command = {
  name: string;
  to: { id: string } | { page: AdminPage; search: Record<string, string> };
};

const words = paletteTexts;

/** Where what somebody types may lead, the likeliest first: an id, a page or a saved view of that name, or a search. */
export function commandsFor(text: string, views: readonly SavedView[]): Command[] {
  const meant = text.trim();
  if (isId(meant)) return [{ name: words.open(meant), to: { id: meant } }];
  const places: Command[] = [
    ...pages.map(({ page, name }) => ({ name, to: { page, search: {} } })),
    ...views.map(({ name, search }) => ({
      name: words.view(name),
      to: { page: "" as const, search },
    })),
  ];
  const fitting = places.filter(({ name }) => name.toLowerCase().includes(meant.toLowerCase()));
  if (meant === "") return fitting;
  return [...fitting, { name: words.search(meant), to: { page: "", search: { q: meant } } }];
}
