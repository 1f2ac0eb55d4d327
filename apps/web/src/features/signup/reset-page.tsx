import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { texts } from "../../app/texts.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { requestReset, resetPassword } from "./auth-requests.ts";
import { PasswordField } from "./password-field.tsx";
import { SignPage } from "./sign-page.tsx";
import { emailError, passwordError, useSignForm } from "./use-sign-form.ts";

/** Without a token: ask for a link. With the token of such a link: choose the new password. */
export function ResetPage() {
  const { token } = useSearch({ from: "/reset-password" });
  return token === undefined ? <AskForLink /> : <ChoosePassword token={token} />;
}

function AskForLink() {
  const { error } = useSearch({ from: "/reset-password" });
  const [isSent, setSent] = useState(false);
  const { form, errors, problem, busy, submit } = useSignForm({
    check: ({ email }) => emailError(email),
    send: ({ email }) => requestReset(email),
    done: async () => setSent(true),
    explain: () => texts.sign.refused,
  });
  if (isSent) return <Settled title={texts.reset.sentTitle} body={texts.reset.sent} />;
  const shown = problem ?? (error === undefined ? null : texts.reset.badLink);
  return (
    <SignPage title={texts.reset.title} lead={texts.reset.lead} problem={shown}>
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <TextField
          label={texts.sign.email}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          error={errors.email}
        />
        <Button type="submit" busy={busy}>
          {busy ? texts.sign.working : texts.reset.send}
        </Button>
      </form>
      <BackToSignIn />
    </SignPage>
  );
}

function ChoosePassword({ token }: { token: string }) {
  const [isSaved, setSaved] = useState(false);
  const { form, errors, problem, busy, submit } = useSignForm({
    check: ({ password }) => passwordError(password),
    send: ({ password }) => resetPassword({ token, newPassword: password }),
    done: async () => setSaved(true),
    explain: () => texts.reset.badLink,
  });
  if (isSaved) return <Settled title={texts.reset.newTitle} body={texts.reset.saved} />;
  return (
    <SignPage title={texts.reset.newTitle} problem={problem}>
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <PasswordField label={texts.reset.newPassword} isNew error={errors.password} />
        <Button type="submit" busy={busy}>
          {busy ? texts.sign.working : texts.reset.save}
        </Button>
      </form>
      <BackToSignIn />
    </SignPage>
  );
}

const Settled = ({ title, body }: { title: string; body: string }) => (
  <SignPage key="settled" title={title} problem={null}>
    <p>{body}</p>
    <BackToSignIn />
  </SignPage>
);

const BackToSignIn = () => (
  <Link to="/sign-in" className="text-accent underline underline-offset-4">
    {texts.reset.back}
  </Link>
);
