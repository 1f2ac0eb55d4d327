import { Link, useSearch } from "@tanstack/react-router";
import { texts } from "../../texts/app.ts";
import { signTexts } from "../../texts/sign.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useAfterSignIn } from "./after-sign-in.ts";
import { signIn } from "./auth-requests.ts";
import { PasswordField } from "./password-field.tsx";
import { SignPage } from "./sign-page.tsx";
import { emailError, useSignForm } from "./use-sign-form.ts";

export function SignInPage() {
  const search = useSearch({ from: "/sign-in" });
  const done = useAfterSignIn();
  const { form, errors, problem, busy, submit } = useSignForm({
    check: ({ email, password }) => ({
      ...emailError(email),
      ...(password === "" ? { password: signTexts.passwordMissing } : {}),
    }),
    send: signIn,
    done,
    explain: ({ status }) => (status < 500 ? signTexts.credentials : texts.failure.fault),
  });
  return (
    <SignPage title={signTexts.inTitle} problem={problem}>
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <TextField
          label={signTexts.email}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          error={errors.email}
        />
        <PasswordField isNew={false} error={errors.password} />
        <Button type="submit" busy={busy}>
          {busy ? signTexts.working : signTexts.in}
        </Button>
      </form>
      <p className="flex flex-wrap justify-between gap-x-6 gap-y-3 text-muted">
        <span>
          {signTexts.noAccount}{" "}
          <Link to="/sign-up" search={search} className="text-accent underline underline-offset-4">
            {signTexts.up}
          </Link>
        </span>
        <Link to="/reset-password" className="text-accent underline underline-offset-4">
          {signTexts.forgot}
        </Link>
      </p>
    </SignPage>
  );
}
