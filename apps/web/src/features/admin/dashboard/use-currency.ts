import { useNavigate, useSearch } from "@tanstack/react-router";
import { z } from "zod";
import { toAdmin } from "../to-admin.ts";

const search = z.object({ currency: z.string().nullable().catch(null) });

/** The currency that the address names, so that a link shows what was looked at; dollars where it names none that there is. */
export function useCurrency(currencies: readonly string[]) {
  const { currency: named } = search.parse(useSearch({ from: "/admin/$" }));
  const navigate = useNavigate();
  const usual = currencies.includes("usd") ? "usd" : (currencies[0] ?? "");
  const choose = (currency: string) =>
    navigate({
      ...toAdmin("dashboard"),
      search: currency === usual ? {} : { currency },
      resetScroll: false,
    });
  const chosen = named !== null && currencies.includes(named) ? named : usual;
  return [chosen, choose] as const;
}
