import { Link, useSearch } from "@tanstack/react-router";
import { signTexts } from "../../texts/sign.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useAfterSignIn } from "./after-sign-in.ts";
import { signUp } from "./auth-requests.ts";
import { PasswordField } from "./password-field.tsx";
import { SignPage } from "./sign-page.tsx";
import { emailError, passwordError, useSignForm } from "./use-sign-form.ts";

export function SignUpPage() {
  const search = useSearch({ from: "/sign-up" });
  const done = useAfterSignIn();
  const { form, errors, problem, busy, submit } = useSignForm({
    check: ({ name, email, password }) => ({
      ...(name === "" ? { name: signTexts.nameMissing } : {}),
      ...emailError(email),
      ...passwordError(password),
    }),
    send: signUp,
    done,
    explain: ({ code }) =>
      code?.startsWith("USER_ALREADY_EXISTS") ? signTexts.taken : signTexts.refused,
  });
  return (
    <SignPage title={signTexts.upTitle} lead={signTexts.upLead} problem={problem}>
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <TextField label={signTexts.name} name="name" autoComplete="name" error={errors.name} />
        <TextField
          label={signTexts.email}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          error={errors.email}
        />
        <PasswordField isNew error={errors.password} />
        <Button type="submit" busy={busy}>
          {busy ? signTexts.working : signTexts.up}
        </Button>
      </form>
      <p className="text-muted">
        {signTexts.haveAccount}{" "}
        <Link to="/sign-in" search={search} className="text-accent underline underline-offset-4">
          {signTexts.in}
        </Link>
      </p>
    </SignPage>
  );
}
