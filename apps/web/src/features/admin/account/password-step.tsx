import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../../app/idem.ts";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { texts } from "../../../texts/app.ts";
import { Button } from "../../../ui/button.tsx";
import { signIn } from "../../signup/auth-requests.ts";
import { Labelled } from "../labelled.tsx";
import { fieldLook } from "../look.ts";

const words = actionsTexts;

/** Asks for the password again, by the ordinary sign-in: its session is a new one, and its limits on guessing hold here too. */
export function PasswordStep({
  goOn,
  isPending,
  close,
}: {
  goOn: () => void;
  isPending: boolean;
  close: () => void;
}) {
  const me = useQuery(trpc.admin.me.queryOptions());
  const [password, setPassword] = useState("");
  const [said, setSaid] = useState("");
  const [isAsking, setAsking] = useState(false);

  async function confirm(): Promise<void> {
    if (me.data === undefined || password === "" || isAsking) return;
    setAsking(true);
    const answer = await signIn({ email: me.data.email, password });
    setAsking(false);
    if (answer.is === "done") return goOn();
    setSaid(answer.is === "offline" ? texts.failure.offline : words.passwordWrong);
  }

  return (
    <form
      className="mt-3 flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <p>{words.passwordWhy}</p>
      <input type="hidden" name="username" autoComplete="username" value={me.data?.email ?? ""} />
      <Labelled
        label={words.password}
        note={
          <span role="alert" className="text-bad">
            {said}
          </span>
        }
      >
        {(ties) => (
          <input
            {...ties}
            ref={focusOnce}
            type="password"
            autoComplete="current-password"
            value={password}
            aria-invalid={said !== "" || undefined}
            onChange={(event) => setPassword(event.target.value)}
            className={fieldLook}
          />
        )}
      </Labelled>
      <p className="flex flex-wrap gap-3">
        <Button type="submit" busy={isPending || isAsking}>
          {words.passwordGo}
        </Button>
        <Button look="plain" onClick={close}>
          {adminTexts.close}
        </Button>
      </p>
    </form>
  );
}

const focusOnce = (field: HTMLInputElement | null): void => field?.focus();
