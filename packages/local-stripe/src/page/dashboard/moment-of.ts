/** `22 Nov 2026, 16:40:05 UTC` of Stripe's seconds. */
export const momentOf = (seconds: number): string => `${written.format(seconds * 1_000)} UTC`;

const written = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "UTC",
});
