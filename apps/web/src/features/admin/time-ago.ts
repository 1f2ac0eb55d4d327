import { locale } from "../../app/locale.ts";

/** "12 seconds ago", "3 minutes ago", "2 hours ago", "5 days ago": how long something has been so. A clock may be ahead. */
export function timeAgo(iso: string, nowMs: number): string {
  const seconds = Math.max(1, Math.floor((nowMs - new Date(iso).getTime()) / 1000));
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600)];
  const format = new Intl.RelativeTimeFormat(locale);
  if (minutes === 0) return format.format(-seconds, "second");
  if (hours === 0) return format.format(-minutes, "minute");
  return hours < 48 ? format.format(-hours, "hour") : format.format(-Math.floor(hours / 24), "day");
}
