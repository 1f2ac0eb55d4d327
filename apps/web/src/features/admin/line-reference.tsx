import { adminTexts } from "../../texts/admin/admin.ts";
import { CopiedId } from "./copied-id.tsx";
import type { Line } from "./story-line.tsx";

/** By which a line is found in other logs: quiet, and taken along whole with one press. */
export function LineReference({
  reference: { is, id },
}: {
  reference: NonNullable<Line["reference"]>;
}) {
  const what = adminTexts.references[is];
  return (
    <p className="flex min-w-0 basis-full items-center gap-1.5 text-xs text-muted *:min-w-0 [&_code]:text-xs">
      <span className="shrink-0">{what}</span>
      <CopiedId what={`${what} ${id}`} id={id} />
    </p>
  );
}
