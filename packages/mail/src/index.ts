export type { Letter } from "./letters/letter.ts";
export { type Mail, type MailRoute, type MailSettings, openMail } from "./open-mail.ts";
export { writeLetters } from "./write-letters.ts";
