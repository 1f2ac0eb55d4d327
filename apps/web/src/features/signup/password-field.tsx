import { useState } from "react";
import { signTexts } from "../../texts/sign.ts";
import { TextField } from "../../ui/text-field.tsx";

/** A password that can be shown, pasted and filled in by a password manager. */
export function PasswordField({
  label = signTexts.password,
  isNew,
  error,
}: {
  label?: string;
  isNew: boolean;
  error: string | undefined;
}) {
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      label={label}
      name="password"
      type={isShown ? "text" : "password"}
      autoComplete={isNew ? "new-password" : "current-password"}
      autoCapitalize="none"
      spellCheck={false}
      {...(isNew ? { hint: signTexts.passwordHint } : {})}
      error={error}
      aside={
        <button
          type="button"
          aria-pressed={isShown}
          aria-label={signTexts.show}
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-1 right-1 min-w-16 cursor-pointer rounded-md px-3 text-sm font-medium text-accent hover:text-accent-strong"
        >
          {isShown ? signTexts.hideShort : signTexts.showShort}
        </button>
      }
    />
  );
}
