import { passwordLength } from "@idem/domain";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { renewSession } from "../../app/session.ts";
import { texts } from "../../texts/app.ts";
import { signTexts } from "../../texts/sign.ts";
import type { AuthAnswer } from "./auth-requests.ts";

export type Values = { name: string; email: string; password: string };
export type Errors = Partial<Record<keyof Values, string>>;

/**
 * A form that keeps what was typed, says what is wrong next to each field, moves the focus to the first of them, and
 * sends once however often it is submitted.
 */
export function useSignForm({
  check,
  send,
  done,
  explain,
}: {
  check: (values: Values) => Errors;
  send: (values: Values) => Promise<AuthAnswer>;
  done: () => Promise<void>;
  explain: (answer: Extract<AuthAnswer, { is: "refused" }>) => string;
}) {
  const cache = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const values = valuesOf(new FormData(event.currentTarget));
    const found = check(values);
    setErrors(found);
    setProblem(null);
    const first = Object.keys(found)[0];
    if (first !== undefined) return focusField(form.current, first);
    setBusy(true);
    const answer = await send(values);
    if (answer.is === "done") {
      await renewSession(cache);
      await done();
    } else {
      setProblem(answer.is === "offline" ? texts.failure.offline : problemOf(answer));
      focusField(form.current, "email");
    }
    setBusy(false);
  }

  const problemOf = (answer: Extract<AuthAnswer, { is: "refused" }>): string =>
    answer.status === 429 ? texts.failure.too_many : explain(answer);

  return { form, errors, problem, busy, submit };
}

function valuesOf(data: FormData): Values {
  const text = (key: string): string => String(data.get(key) ?? "");
  return { name: text("name").trim(), email: text("email").trim(), password: text("password") };
}

function focusField(form: HTMLFormElement | null, name: string): void {
  const found = form?.elements.namedItem(name);
  if (found instanceof HTMLElement) found.focus();
}

export function emailError(email: string): Errors {
  if (email === "") return { email: signTexts.emailMissing };
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? {} : { email: signTexts.emailWrong };
}

export const passwordError = (password: string): Errors =>
  password.length >= passwordLength.min
    ? {}
    : { password: password === "" ? signTexts.passwordMissing : signTexts.passwordShort };
