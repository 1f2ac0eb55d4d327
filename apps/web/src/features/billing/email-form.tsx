import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { failureOf, idem, trpc } from "../../app/idem.ts";
import { emailTexts as words } from "../../texts/billing-actions.ts";
import { Button } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { TextField } from "../../ui/text-field.tsx";

type Props = { email: string; close: (said?: string) => void };

/** First the address, then what it means, and only then it is done. */
export function EmailForm({ email, close }: Props) {
  const [typed, setTyped] = useState(email);
  const [isChecked, setChecked] = useState(false);
  return isChecked ? (
    <Confirm from={email} to={typed.trim()} edit={() => setChecked(false)} close={close} />
  ) : (
    <Entry
      email={email}
      typed={typed}
      onChange={setTyped}
      next={() => setChecked(true)}
      close={() => close()}
    />
  );
}

function Entry({
  email,
  typed,
  onChange,
  next,
  close,
}: {
  email: string;
  typed: string;
  onChange: (typed: string) => void;
  next: () => void;
  close: () => void;
}) {
  const [error, setError] = useState<string | undefined>();
  const form = useRef<HTMLFormElement>(null);
  const focusField = () => form.current?.querySelector("input")?.focus();
  useEffect(focusField, []);
  const check = (event: FormEvent) => {
    event.preventDefault();
    const wrong = whatIsWrong(typed.trim(), email);
    setError(wrong);
    if (wrong === undefined) next();
    else focusField();
  };
  return (
    <form ref={form} noValidate onSubmit={check} className="flex max-w-md flex-col gap-4">
      <TextField
        label={words.label}
        name="billing-email"
        type="email"
        inputMode="email"
        autoComplete="email"
        hint={words.hint}
        error={error}
        value={typed}
        onChange={(event) => {
          setError(undefined);
          onChange(event.target.value);
        }}
        maxLength={254}
      />
      <p className="flex flex-wrap gap-x-5 gap-y-2">
        <Button type="submit" look="plain">
          {words.next}
        </Button>
        <Button look="quiet" onClick={close}>
          {words.back}
        </Button>
      </p>
    </form>
  );
}

function whatIsWrong(typed: string, email: string): string | undefined {
  if (typed === "") return words.missing;
  if (typed === email) return words.same;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed) ? undefined : words.wrong;
}

function Confirm({
  from,
  to,
  edit,
  close,
}: {
  from: string;
  to: string;
  edit: () => void;
  close: Props["close"];
}) {
  const question = useRef<HTMLParagraphElement>(null);
  const cache = useQueryClient();
  useEffect(() => question.current?.focus(), []);
  const change = useMutation({
    mutationFn: () => idem.billing.changeEmail.mutate({ email: to }),
    onSuccess: (answer) => {
      if (answer.is === "changed") close(words.changed(to));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: trpc.billing.current.queryKey() }),
  });
  return (
    <div className="flex max-w-md flex-col gap-3">
      <p ref={question} tabIndex={-1} className="font-medium break-words outline-none">
        {words.sure(to)}
      </p>
      <p className="text-muted">{words.consequence(from)}</p>
      <div role="alert" className="text-bad empty:hidden">
        {change.data?.is === "refused" && <p>{change.data.message}</p>}
        {change.isError && <FailureText failure={failureOf(change.error)} />}
      </div>
      <p className="flex flex-wrap gap-x-5 gap-y-2">
        <Button busy={change.isPending} onClick={() => change.mutate()}>
          {words.confirm}
        </Button>
        <Button look="quiet" onClick={edit}>
          {words.edit}
        </Button>
      </p>
    </div>
  );
}
