import { passesTexts as words } from "../../../texts/admin/passes.ts";
import { number } from "../number.ts";
import { driftKinds } from "./pass-search.ts";
import type { Pass } from "./use-live-pass.ts";

/** How many were the same, and how many of each kind were not. */
export const PassFigures = ({ pass }: { pass: Pass }) => (
  <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
    <Figure term={words.inSync} means={words.inSyncMeans}>
      {inSyncText(pass)}
    </Figure>
    {driftKinds
      .filter((kind) => kind !== "not_compared" || pass.kinds[kind] > 0)
      .map((kind) => (
        <Figure key={kind} term={words.kinds[kind]} means={words.means[kind]}>
          {number(pass.kinds[kind])}
        </Figure>
      ))}
  </dl>
);

const Figure = ({ term, means, children }: { term: string; means: string; children: string }) => (
  <div className="flex flex-col gap-1 border-t border-line pt-3">
    <dt className="text-sm text-muted">{term}</dt>
    <dd className="text-xl font-semibold tabular-nums">{children}</dd>
    <dd className="text-xs text-muted">{means}</dd>
  </div>
);

/** Of a pass that failed, or is older than this figure, nobody knows. */
function inSyncText({ inSync, state }: Pass): string {
  if (inSync !== null) return number(inSync);
  return state === "RUNNING" ? words.inSyncLater : words.inSyncNever;
}
