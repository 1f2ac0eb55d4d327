import type { MailRoute } from "@idem/mail";
import { z } from "zod";
import { StartupRefusal } from "./embedded/startup-refusal.ts";

/** How e-mails go, as the environment says it; `none` on purpose. */
export type MailEnv = { is: "none" } | { is: "sent"; from: string; route: MailRoute };

const isAddress = (protocols: readonly string[]) => (text: string) =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

export const mailShape = {
  SMTP_URL: z
    .string()
    .refine((text) => text === "none" || isAddress(["smtp:", "smtps:"])(text), {
      message: "must be an address such as smtps://user:password@mail.example.com, or none",
    })
    .optional(),
  MAIL_API_KEY: z.string().optional(),
  MAIL_API_BASE: z
    .string()
    .refine(isAddress(["http:", "https:"]), {
      message: "must be an address such as https://api.resend.com",
    })
    .default("https://api.resend.com"),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, {
      message: "must be an e-mail address, such as Idem <billing@example.com>",
    })
    .optional(),
};

type MailVariables = z.infer<z.ZodObject<typeof mailShape>>;

/** @throws StartupRefusal when the variables contradict each other, or one of them is missing. */
export function mailFrom({
  SMTP_URL: smtpUrl,
  MAIL_API_KEY: apiKey,
  MAIL_API_BASE: apiBase,
  MAIL_FROM: from,
}: MailVariables): MailEnv | null {
  if (smtpUrl !== undefined && apiKey !== undefined)
    throw new StartupRefusal("SMTP_URL and MAIL_API_KEY are two ways of sending: set one of them.");
  if (smtpUrl === "none") return { is: "none" };
  if (smtpUrl === undefined && apiKey === undefined) return null;
  if (from === undefined)
    throw new StartupRefusal("MAIL_FROM must be set: who the e-mails say they are from.");
  const baseUrl = apiBase.replace(/\/+$/, "");
  if (apiKey !== undefined) return { is: "sent", from, route: { is: "api", baseUrl, apiKey } };
  return { is: "sent", from, route: { is: "smtp", url: smtpUrl ?? "" } };
}
