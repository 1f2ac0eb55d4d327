import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { toAdmin } from "../to-admin.ts";
import { type ListView, readView, toSearch } from "./list-search.ts";

/** The view that the address names. Whatever is changed leads back to the first page, but for turning a page. */
export function useListView(): {
  view: ListView;
  change: (changes: Partial<ListView>, options?: { replace?: boolean }) => void;
} {
  const search = useSearch({ from: "/admin/$" });
  const navigate = useNavigate();
  const view = useMemo(() => readView(search), [search]);
  return {
    view,
    change: (changes, { replace = false } = {}) => {
      const next = toSearch({ ...view, after: null, ...changes });
      void navigate({ ...toAdmin(""), search: next, replace });
    },
  };
}
