import { idem } from "../../../app/idem.ts";
import { passesTexts as words } from "../../../texts/admin/passes.ts";
import { ActionDialog } from "../account/action-dialog.tsx";

/** Has every account compared, with the reason that the audit log will name; or joins the pass that runs, and says so. */
export const BeginPass = ({ showLatest }: { showLatest: () => void }) => (
  <div>
    <ActionDialog
      label={words.begin}
      consequence={words.beginBody}
      run={async ({ reason }) => {
        const { isJoined, deedId } = await idem.admin.passes.begin.mutate({ reason });
        showLatest();
        const said = isJoined ? words.joined : words.begun;
        return { is: "done", auditSeq: null, deedId, said };
      }}
    />
  </div>
);
