import { locale } from "../../app/locale.ts";

const full = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });
const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
const minute = new Intl.DateTimeFormat(locale, { timeStyle: "short" });

/** A day, or a day with its time; the whole moment is in its title, and for machines in `dateTime`. */
export const Moment = ({ at, withTime = false }: { at: string; withTime?: boolean }) => (
  <time dateTime={at} title={full.format(new Date(at))} className="whitespace-nowrap">
    {withTime ? momentText(at) : dayText(at)}
  </time>
);

export const dayText = (at: string): string => day.format(new Date(at));

/** "14:02" today, and with the date on any other day. */
export function momentText(at: string): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? minute.format(date) : `${day.format(date)}, ${minute.format(date)}`;
}
