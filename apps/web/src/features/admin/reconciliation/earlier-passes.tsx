import { Link } from "@tanstack/react-router";
import { passesTexts as words } from "../../../texts/admin/passes.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { EarlierRuns } from "../earlier-runs.tsx";
import { number } from "../number.ts";
import { toAdmin } from "../to-admin.ts";
import { outcomeText } from "./outcome-text.ts";
import { driftKinds } from "./pass-search.ts";
import type { Pass } from "./use-live-pass.ts";

/** The other passes that there are, each with how much of each kind it has found, and the way to it. */
export const EarlierPasses = ({ passes }: { passes: Pass[] }) => (
  <EarlierRuns
    title={words.history}
    runs={passes.map((pass) => ({
      id: pass.id,
      begunAtMs: pass.startedAtMs,
      what: (
        <Link {...toAdmin("reconciliation")} search={{ pass: pass.id }} className={linkLook}>
          {summaryOf(pass)}
        </Link>
      ),
      askedBy: pass.askedBy,
    }))}
  />
);

function summaryOf(pass: Pass): string {
  if (pass.state !== "FINISHED") return outcomeText(pass);
  const { inSync, kinds } = pass;
  const found = driftKinds
    .filter((kind) => kinds[kind] > 0)
    .map((kind) => `${words.kinds[kind]}: ${number(kinds[kind])}`);
  const same = inSync === null ? [] : [`${words.inSync}: ${number(inSync)}`];
  const all = [...same, ...found];
  return all.length === 0 ? words.same : all.join(", ");
}
