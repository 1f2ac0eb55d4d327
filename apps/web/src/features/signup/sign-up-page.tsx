import { Link, useSearch } from "@tanstack/react-router";
import { texts } from "../../app/texts.ts";
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
      ...(name === "" ? { name: texts.sign.nameMissing } : {}),
      ...emailError(email),
      ...passwordError(password),
    }),
    send: signUp,
    done,
    explain: ({ code }) =>
      code?.startsWith("USER_ALREADY_EXISTS") ? texts.sign.taken : texts.sign.refused,
  });
  return (
    <SignPage title={texts.sign.upTitle} lead={texts.sign.upLead} problem={problem}>
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <TextField label={texts.sign.name} name="name" autoComplete="name" error={errors.name} />
        <TextField
          label={texts.sign.email}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          error={errors.email}
        />
        <PasswordField isNew error={errors.password} />
        <Button type="submit" busy={busy}>
          {busy ? texts.sign.working : texts.sign.up}
        </Button>
      </form>
      <p className="text-muted">
        {texts.sign.haveAccount}{" "}
        <Link to="/sign-in" search={search} className="text-accent underline underline-offset-4">
          {texts.sign.in}
        </Link>
      </p>
    </SignPage>
  );
}
