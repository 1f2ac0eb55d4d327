import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { resetTexts, signTexts } from "../../texts/sign.ts";
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
    explain: () => signTexts.refused,
  });
  if (isSent) return <Settled title={resetTexts.sentTitle} body={resetTexts.sent} />;
  const shown = problem ?? (error === undefined ? null : resetTexts.badLink);
  return (
    <SignPage title={resetTexts.title} lead={resetTexts.lead} problem={shown}>
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <TextField
          label={signTexts.email}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          error={errors.email}
        />
        <Button type="submit" busy={busy}>
          {busy ? signTexts.working : resetTexts.send}
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
    explain: () => resetTexts.badLink,
  });
  if (isSaved) return <Settled title={resetTexts.newTitle} body={resetTexts.saved} />;
  return (
    <SignPage title={resetTexts.newTitle} problem={problem}>
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <PasswordField label={resetTexts.newPassword} isNew error={errors.password} />
        <Button type="submit" busy={busy}>
          {busy ? signTexts.working : resetTexts.save}
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
    {resetTexts.back}
  </Link>
);
