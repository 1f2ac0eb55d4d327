import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { listTexts } from "../../../texts/admin/list.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { fieldLook, toolLook } from "../look.ts";
import { toAdmin } from "../to-admin.ts";
import { type ListView, toSearch } from "./list-search.ts";
import { keepSavedViews, readSavedViews, type SavedView } from "./saved-view.ts";

const words = listTexts;

/** Views that somebody comes back to, by the name that they gave them. */
export function SavedViews({ view }: { view: ListView }) {
  const id = useId();
  const [saved, setSaved] = useState(readSavedViews);
  const [name, setName] = useState<string | null>(null);
  const keep = (next: SavedView[]) => {
    keepSavedViews(next);
    setSaved(next);
  };
  const search = toSearch({ ...view, after: null });
  if (saved.length === 0 && Object.keys(search).length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      {saved.length > 0 && <span className="text-muted">{words.saved}</span>}
      {saved.map((one) => (
        <span key={one.name} className="inline-flex items-center gap-1">
          <Link {...toAdmin("")} search={one.search} className={linkLook}>
            {one.name}
          </Link>
          <button
            type="button"
            aria-label={words.forget(one.name)}
            className="inline-flex size-6 cursor-pointer items-center justify-center text-muted hover:text-ink"
            onClick={() => keep(saved.filter(({ name: other }) => other !== one.name))}
          >
            ×
          </button>
        </span>
      ))}
      {name === null ? (
        Object.keys(search).length > 0 && (
          <button type="button" className={toolLook} onClick={() => setName("")}>
            {words.save}
          </button>
        )
      ) : (
        <form
          className="flex flex-wrap items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            const given = name.trim().slice(0, 60);
            if (given === "") return;
            keep([...saved.filter((one) => one.name !== given), { name: given, search }]);
            setName(null);
          }}
        >
          <label htmlFor={id}>{words.saveName}</label>
          <input
            id={id}
            value={name}
            onChange={(event) => setName(event.target.value)}
            className={fieldLook}
          />
          <button type="submit" className={toolLook}>
            {words.save}
          </button>
        </form>
      )}
    </div>
  );
}
