import { idem } from "../../../app/idem.ts";
import { passesTexts as words } from "../../../texts/admin/passes.ts";
import { Chip } from "../chip.tsx";
import { number } from "../number.ts";
import { Paged } from "../paged.tsx";
import { usePages } from "../use-pages.ts";
import { DriftItem } from "./drift-item.tsx";
import { driftKinds, type PassView } from "./pass-search.ts";
import type { Pass } from "./use-live-pass.ts";

/** What `useLivePass` has read again as a pass goes on. */
export const passDriftsKey = "pass drifts";

type Props = {
  pass: Pass;
  view: PassView;
  show: (changes: Partial<PassView>) => void;
};

/** What a pass has found, page by page; of one kind, or only what waits for people, if the address says so. */
export function Drifts({ pass, view, show }: Props) {
  const { id: passId } = pass;
  const { kind, kept } = view;
  const pages = usePages([passDriftsKey, JSON.stringify([passId, kind, kept])], (before) =>
    idem.admin.passes.drifts.query({ passId, kind, onlyKept: kept !== null, before }),
  );
  const all = driftKinds.reduce((sum, one) => sum + pass.kinds[one], 0);
  return (
    <section aria-labelledby="differences" className="flex flex-col gap-3">
      <h3 id="differences" className="text-lg font-semibold">
        {words.differences}
      </h3>
      {all > 0 && <Filters pass={pass} view={view} show={show} all={all} />}
      <Paged
        pages={pages}
        nothing={all === 0 ? nothingText(pass) : words.noMatch}
        more={words.more}
      >
        {(drifts) => (
          <ul className="flex flex-col">
            {drifts.map((drift) => (
              <DriftItem key={drift.id} drift={drift} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}

const nothingText = ({ state }: Pass): string =>
  state === "FINISHED" ? words.nothing : words.nothingYet;

const Filters = ({ pass, view, show, all }: Props & { all: number }) => (
  <fieldset className="flex flex-wrap gap-2">
    <legend className="sr-only">{words.show}</legend>
    <Chip isOn={view.kind === null} onPress={() => show({ kind: null })}>
      {words.all} {number(all)}
    </Chip>
    {driftKinds
      .filter((kind) => pass.kinds[kind] > 0 || view.kind === kind)
      .map((kind) => (
        <Chip
          key={kind}
          isOn={view.kind === kind}
          onPress={() => show({ kind: view.kind === kind ? null : kind })}
        >
          {words.kinds[kind]} {number(pass.kinds[kind])}
        </Chip>
      ))}
    <Chip isOn={view.kept !== null} onPress={() => show({ kept: view.kept === null ? "1" : null })}>
      {words.onlyKept} {number(pass.kept)}
    </Chip>
  </fieldset>
);
