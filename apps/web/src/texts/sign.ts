import { passwordLength } from "@idem/domain";

/** Texts of sign-up, sign-in and the password reset. */
export const signTexts = {
  upTitle: "Create your account",
  upLead: "One account, one subscription.",
  inTitle: "Sign in",
  name: "Name",
  email: "E-mail address",
  password: "Password",
  passwordHint: `At least ${passwordLength.min} characters. A sentence you remember works well.`,
  show: "Show password",
  showShort: "Show",
  hideShort: "Hide",
  up: "Create account",
  in: "Sign in",
  working: "One moment…",
  haveAccount: "You have an account already?",
  noAccount: "New here?",
  forgot: "Forgot your password?",
  chosen: (plan: string) => `You chose ${plan}. It comes next.`,
  nameMissing: "Enter your name.",
  emailMissing: "Enter your e-mail address.",
  emailWrong: "Enter an e-mail address like name@example.com.",
  passwordMissing: "Enter your password.",
  passwordShort: `Use at least ${passwordLength.min} characters.`,
  credentials: "E-mail address and password do not match. Check both and try again.",
  taken: "This address can’t be used for a new account. If it is yours, sign in instead.",
  refused: "That did not work. Check what you entered and try again.",
} as const;

export const resetTexts = {
  title: "Reset your password",
  lead: "Enter your e-mail address and we send you a link.",
  send: "Send link",
  sentTitle: "Check your e-mail",
  sent: "If an account exists for that address, a link to choose a new password is on its way.",
  newTitle: "Choose a new password",
  newPassword: "New password",
  save: "Save password",
  saved: "Your password is changed. Sign in with the new one.",
  badLink: "This link has expired or was used already. Ask for a new one.",
  back: "Back to sign-in",
} as const;
