import { type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { Button } from "../../../ui/button.tsx";
import { Labelled } from "../labelled.tsx";
import { fieldLook, toolLook } from "../look.ts";
import { useTellDone } from "./done-notice.tsx";
import { useHold } from "./held.tsx";
import { OutcomeText } from "./outcome-text.tsx";
import { PasswordStep } from "./password-step.tsx";
import { useAdminAction } from "./use-admin-action.ts";

const words = actionsTexts;

export type ActionProps = {
  label: string;
  /** What it is called where several such buttons stand together; begins with the label. */
  name?: string;
  /** What comes of it, before it is pressed. */
  consequence: ReactNode;
  /** Asked for besides the reason. */
  children?: ReactNode;
  /** Something is still missing or wrong; said beside its field. */
  isIncomplete?: boolean;
  /** Not where it was given before: a plan has one for all that is done with it. */
  asksReason?: boolean;
  isGrave?: boolean;
  /** It was opened just now: what was typed and shown at an earlier opening is of no use any more. */
  onOpen?: () => void;
  run: (asked: {
    actionId: string;
    reason: string;
  }) => ReturnType<Parameters<typeof useAdminAction>[0]>;
};

/**
 * A button that opens what it would do: the consequence, what it needs to know, and why. Never done at a single press, and
 * never shown as done before it is.
 */
export function ActionDialog({ label, name = label, ...props }: ActionProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [opening, setOpening] = useState(0);
  const hold = useHold();
  const id = useId();
  return (
    <>
      <button
        type="button"
        aria-label={name === label ? undefined : name}
        className={`${toolLook} ${props.isGrave ? "text-bad" : ""}`}
        onClick={() => {
          props.onOpen?.();
          hold(true);
          setOpening(opening + 1);
          dialog.current?.showModal();
        }}
      >
        {label}
      </button>
      <dialog
        ref={dialog}
        onClose={() => hold(false)}
        aria-labelledby={id}
        className="m-auto w-full max-w-lg rounded-xl border border-line bg-raised p-6 text-left text-ink backdrop:bg-black/40 max-sm:mb-0 max-sm:max-w-none max-sm:rounded-b-none"
      >
        <h2 id={id} className="text-lg font-semibold wrap-anywhere">
          {name}
        </h2>
        {opening > 0 && (
          <ActionForm
            key={opening}
            label={label}
            {...props}
            close={() => dialog.current?.close()}
          />
        )}
      </dialog>
    </>
  );
}

function ActionForm({
  label,
  consequence,
  children,
  isIncomplete = false,
  asksReason = true,
  run,
  close,
}: ActionProps & { close: () => void }) {
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const tellDone = useTellDone();
  const action = useAdminAction(
    (actionId) => run({ actionId, reason: reason.trim() }),
    (done) => {
      close();
      tellDone({ label, done });
    },
  );
  const isMissing = asksReason && reason.trim().length < 3;
  if (action.outcome?.is === "password")
    return <PasswordStep goOn={action.press} isPending={action.isPending} close={close} />;
  return (
    <form
      className="mt-3 flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isMissing) return field.current?.focus();
        if (!isIncomplete) action.press();
      }}
    >
      <div className="text-muted">{consequence}</div>
      {children}
      {asksReason && (
        <ReasonField
          field={field}
          reason={reason}
          change={setReason}
          isWrong={isTried && isMissing}
        />
      )}
      <OutcomeText outcome={action.outcome} />
      <p className="flex flex-wrap gap-3">
        <Button type="submit" busy={action.isPending}>
          {action.isPending ? words.pending : label}
        </Button>
        <Button look="plain" onClick={close}>
          {adminTexts.close}
        </Button>
      </p>
    </form>
  );
}

function ReasonField({
  field,
  reason,
  change,
  isWrong,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  reason: string;
  change: (reason: string) => void;
  isWrong: boolean;
}) {
  const note = isWrong ? <span className="text-bad">{words.reasonMissing}</span> : words.reasonHint;
  return (
    <Labelled label={words.reason} note={note}>
      {(ties) => (
        <textarea
          {...ties}
          ref={field}
          rows={2}
          maxLength={500}
          value={reason}
          aria-invalid={isWrong || undefined}
          onChange={(event) => change(event.target.value)}
          className={`${fieldLook} py-2`}
        />
      )}
    </Labelled>
  );
}
